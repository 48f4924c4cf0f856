/** The schema by type: search, the types of a kind, and one of them with all that it has. */
import { Empty, Flex, Input, Segmented, Typography } from 'antd';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';
import { useDeferredValue, useMemo, useState } from 'react';
import { Answer } from '../../kit/answer.tsx';
import { useChoice } from '../../kit/list-page.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { type Found, found, typesOf } from './schema-search.ts';
import { useSchema } from './schema-source.ts';
import { TypeLink, TypeView } from './type-view.tsx';

const kinds = textsOf({
  OBJECT: ['对象', 'Objects'],
  ENUM: ['枚举', 'Enums'],
  INPUT: ['输入', 'Inputs'],
  UNION: ['结果', 'Unions'],
  SCALAR: ['标量', 'Scalars'],
});
type Kind = keyof typeof kinds;

const texts = textsOf({
  search: [
    '搜索类型、字段或说明，例如 Compound、publicRevenue、公共收益',
    'Search types, fields and descriptions: Compound, publicRevenue, 公共收益',
  ],
  types: ['类型', 'Types'],
  none: ['没有找到，换一个词试试。', 'Nothing found: try another word.'],
  begin: ['从 Query（查询）或 Mutation（操作）开始：', 'Begin with what can be asked and done:'],
});

export default function Schema() {
  const asked = useSchema();
  return <Answer to={asked}>{(schema) => <Reference of={schema} />}</Answer>;
}

function Reference({ of: schema }: { readonly of: GraphQLSchema }) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const hits = useMemo(() => found(schema, wanted), [schema, wanted]);
  const [name] = useChoice('type', null);
  const type = schema.getType(name ?? 'Query');
  return (
    <>
      <Input.Search
        allowClear
        aria-label={t.search}
        placeholder={t.search}
        value={text}
        onChange={({ target }) => setText(target.value)}
        style={{ maxWidth: 640, marginBottom: 12 }}
      />
      {wanted.trim() ? (
        <Hits of={hits} go={() => setText('')} />
      ) : (
        <div className="schema">
          <Index of={schema} />
          <div>
            <Flex gap={8} wrap style={{ marginBottom: 8 }}>
              <Typography.Text type="secondary">{t.begin}</Typography.Text>
              <TypeLink name="Query" />
              <TypeLink name="Mutation" />
            </Flex>
            {type && <TypeView of={type} within={schema} />}
          </div>
        </div>
      )}
    </>
  );
}

function Hits({ of: hits, go }: { readonly of: readonly Found[]; go(): void }) {
  const t = useTexts(texts);
  if (hits.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.none} />;
  return (
    <ul className="hits">
      {hits.map(({ type, member, description }) => (
        <li key={`${type}.${member}`}>
          <TypeLink name={type} member={member} go={go} />
          <div>{description}</div>
        </li>
      ))}
    </ul>
  );
}

function Index({ of: schema }: { readonly of: GraphQLSchema }) {
  const t = useTexts(texts);
  const said = useTexts(kinds);
  const [kind, setKind] = useState<Kind>('OBJECT');
  const types = useMemo(() => typesOf(schema).filter((type) => kindOf(type) === kind), [schema, kind]);
  return (
    <nav aria-label={t.types}>
      <Segmented<Kind>
        aria-label={t.types}
        size="small"
        value={kind}
        onChange={setKind}
        options={(Object.keys(kinds) as Kind[]).map((value) => ({ value, label: said[value] }))}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that is scrolled by keys too */}
      <ul className="types" tabIndex={0} aria-label={said[kind]}>
        {types.map(({ name }) => (
          <li key={name}>
            <TypeLink name={name} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function kindOf(type: GraphQLNamedType): Kind {
  if (isEnumType(type)) return 'ENUM';
  if (isInputObjectType(type)) return 'INPUT';
  if (isUnionType(type)) return 'UNION';
  return isScalarType(type) ? 'SCALAR' : 'OBJECT';
}
