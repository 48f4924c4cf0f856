/** One type of the schema: what is said of it, and all that it has. */
import { Tag, Typography } from 'antd';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { useEffect, useRef } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { textsOf, useTexts } from '../../language/text.ts';

const texts = textsOf({
  members: ['可能的类型', 'One of'],
  interfaces: ['实现接口', 'Is a'],
  deprecated: ['已弃用', 'Deprecated'],
  arguments: ['参数', 'Arguments'],
  pages: [
    '分页：first、after，或 last、before；默认 20，最多 200',
    'Pages: first and after, or last and before; 20 unless told, at most 200',
  ],
});

export function TypeView({ of: type, within: schema }: TypeViewProps) {
  const t = useTexts(texts);
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  const interfaces = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : [];
  return (
    <article aria-label={type.name}>
      <Typography.Title level={2} style={{ fontSize: 18, marginTop: 0 }}>
        {type.name}
      </Typography.Title>
      <p className="said">{type.description}</p>
      <Names label={t.members} of={possible} />
      <Names label={t.interfaces} of={interfaces} />
      <dl className="members">
        {isEnumType(type) &&
          type
            .getValues()
            .map(({ name, description, deprecationReason }) => (
              <Member key={name} name={name} description={description} deprecated={deprecationReason} />
            ))}
        {(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) &&
          Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields()).map((field) => (
            <Member
              key={field.name}
              name={field.name}
              type={field.type}
              description={field.description}
              deprecated={field.deprecationReason}
              args={'args' in field ? field.args : []}
            />
          ))}
      </dl>
    </article>
  );
}

interface TypeViewProps {
  readonly of: GraphQLNamedType;
  readonly within: GraphQLSchema;
}

interface MemberProps {
  readonly name: string;
  readonly type?: GraphQLType;
  readonly description: string | null | undefined;
  readonly deprecated: string | null | undefined;
  readonly args?: readonly GraphQLArgument[];
}

const PAGING = ['first', 'after', 'last', 'before'];

function Member({ name, type, description, deprecated, args = [] }: MemberProps) {
  const t = useTexts(texts);
  /** What all connections take is said once. */
  const own = args.some((argument) => argument.name === 'before')
    ? args.filter((argument) => !PAGING.includes(argument.name))
    : args;
  const place = useRef<HTMLDivElement>(null);
  const isWanted = useLocation().hash === `#${name}`;
  useEffect(() => {
    if (isWanted) place.current?.scrollIntoView({ block: 'center' });
  }, [isWanted]);
  return (
    <div className={isWanted ? 'member wanted' : 'member'} ref={place}>
      <dt>
        <code>{name}</code>
        {type && (
          <>
            {': '}
            <TypeName of={type} />
          </>
        )}
        {deprecated && <Tag>{t.deprecated}</Tag>}
      </dt>
      <dd>
        {description}
        {own.length < args.length && <div className="pages">{t.pages}</div>}
        {deprecated && <div>{deprecated}</div>}
        {own.length > 0 && (
          <ul aria-label={t.arguments}>
            {own.map((argument) => (
              <li key={argument.name}>
                <code>{argument.name}</code>: <TypeName of={argument.type} /> {argument.description}
              </li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}

function Names({ label, of: types }: { readonly label: string; readonly of: readonly GraphQLNamedType[] }) {
  if (types.length === 0) return null;
  return (
    <p>
      {label}{' '}
      {types.map(({ name }) => (
        <span key={name} className="name">
          <TypeLink name={name} />
        </span>
      ))}
    </p>
  );
}

/** Such as [Compound!]!, with the way to Compound. */
function TypeName({ of: type }: { readonly of: GraphQLType }) {
  const { name } = getNamedType(type);
  const [before, after] = String(type).split(name);
  return (
    <code>
      {before}
      <TypeLink name={name} />
      {after}
    </code>
  );
}

export function TypeLink({ name, member = null, go }: TypeLinkProps) {
  const [search] = useSearchParams();
  const to = new URLSearchParams(search);
  to.set('type', name);
  return (
    <Link to={{ search: `?${to}`, ...(member ? { hash: `#${member}` } : {}) }} onClick={go}>
      <code>{member ? `${name}.${member}` : name}</code>
    </Link>
  );
}

interface TypeLinkProps {
  readonly name: string;
  readonly member?: string | null;
  readonly go?: () => void;
}
