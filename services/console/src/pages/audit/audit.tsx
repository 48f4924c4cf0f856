/** What was done by whom, service by service: for auditors with what was changed, for administrators without. */
import { useQuery } from '@apollo/client/react';
import { Flex, Typography } from 'antd';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { dayOf } from '../../kit/day.tsx';
import { Download } from '../../kit/files/download.tsx';
import { useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { useFilter } from '../../kit/use-filter.ts';
import { Views } from '../../kit/views.tsx';
import { When } from '../../kit/when.tsx';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { type AuditRowFragment, AuditTrailDocument } from './audit.generated.ts';
import { Changed } from './changed.tsx';
import { type Filter, filterNames } from './filter.ts';
import { Filters } from './filters.tsx';
import { pageOfObject } from './object-page.ts';

const texts = textsOf({
  title: ['审计记录', 'Audit trail'],
  about: [
    '谁在什么时候做了什么；变更内容只有审计人员可见',
    'Who did what, when; what was changed is for auditors alone',
  ],
  at: ['时间', 'When'],
  action: ['操作', 'Action'],
  object: ['对象', 'Object'],
  history: ['全部记录', 'All entries'],
  by: ['操作人', 'By'],
  machine: ['接口客户端', 'Machine'],
  system: ['系统', 'The system'],
  unregistered: ['未登记人员', 'In no register'],
  excel: ['导出 Excel', 'Excel'],
  csv: ['导出 CSV', 'CSV'],
  empty: ['没有符合条件的记录，请放宽筛选。', 'Nothing is like that: widen the filters.'],
});

const services = {
  economy: ['经济服务', 'Economy'],
  property: ['物业服务', 'Property'],
  organization: ['组织服务', 'Organization'],
  volunteers: ['志愿服务', 'Volunteers'],
  workflows: ['流程服务', 'Workflows'],
} as const satisfies Record<string, Text>;
type Service = keyof typeof services;
const names = Object.keys(services) as readonly Service[];

export default function Audit() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { grants } = useViewer();
  const [chosen] = useChoice('view', names);
  const service = chosen ?? 'economy';
  const { filter, searchWith, change } = useFilter(filterNames);
  const page = useListPage('lines', 50);
  const values = hasRole(grants, 'AUDITOR');
  const asked = useQuery(AuditTrailDocument, {
    variables: { ...askedFor(service), ...wanted(filter), values, ...page.variables },
  });
  const columns = useColumns(searchWith, values);
  const { data } = asked;
  return (
    <>
      <PageHead title={t.title} about={t.about} />
      <Views label={t.title} of={names.map((name) => [name, say(services[name], language)])} shown={service} />
      <Filters filter={filter} actions={data?.auditTrail?.[`${service}Actions`] ?? []} change={change}>
        <Download address={fileOf(service, filter, 'xlsx')}>{t.excel}</Download>
        <Download address={fileOf(service, filter, 'csv')}>{t.csv}</Download>
      </Filters>
      <Answer to={asked}>
        {({ auditTrail }) => (
          <ListTable<AuditRowFragment>
            label={t.title}
            of={auditTrail?.[service] ?? null}
            page={page}
            columns={columns}
            rowKey={({ id }) => id}
            {...(values && { expand: (line: AuditRowFragment) => <Changed of={line} /> })}
            empty={t.empty}
          />
        )}
      </Answer>
    </>
  );
}

function askedFor(service: Service) {
  return Object.fromEntries(names.map((name) => [name, name === service])) as Record<Service, boolean>;
}

function wanted({ type, id, by, action, from, to }: Filter) {
  return {
    type: type || null,
    id: (type && id) || null,
    filter: { by: by || null, action: action || null, from: dayOf(from), to: dayOf(to) },
  };
}

/** All of the list, and not its page alone. */
function fileOf(service: Service, filter: Filter, format: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  return `/api/audit/${service}/lines.${format}?${query}`;
}

function useColumns(
  searchWith: (changes: Partial<Filter>) => URLSearchParams,
  readsFinance: boolean,
): Columns<AuditRowFragment> {
  const t = useTexts(texts);
  const narrowed = (changes: Partial<Filter>) => ({ search: `?${searchWith(changes)}` });
  return [
    { title: t.at, cell: ({ at }) => <When at={at} /> },
    { title: t.action, field: 'actionInWords' },
    {
      title: t.object,
      cell: ({ objectType: type, objectTypeInWords, objectId: id }) => {
        const path = pageOfObject(type, id, readsFinance);
        return (
          <Flex vertical>
            <span>
              {objectTypeInWords} · <Link to={narrowed({ type, id })}>{t.history}</Link>
            </span>
            <span style={{ overflowWrap: 'anywhere' }}>{path ? <Link to={path}>{id}</Link> : <Id of={id} />}</span>
          </Flex>
        );
      },
    },
    {
      title: t.by,
      cell: ({ by, byKind, person, machine }) => (
        <Flex vertical>
          <Link to={narrowed({ by })}>
            {byKind === 'SYSTEM' ? t.system : byKind === 'MACHINE' ? (machine ?? by) : (person?.name ?? t.unregistered)}
          </Link>
          {byKind === 'MACHINE' && t.machine}
        </Flex>
      ),
    },
  ];
}

/** What a machine numbered says nothing by all of its digits; they are there to be copied. */
function Id({ of: id }: { readonly of: string }) {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return id;
  return <Typography.Text copyable={{ text: id }}>…{id.slice(-8)}</Typography.Text>;
}
