/** How the parts of the system are: a line for those who look at runs, and the whole with the queues. */
import { useQuery } from '@apollo/client/react';
import { Button, Flex, Typography } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { Notice } from '../../kit/notice.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { BoardButton } from './board-button.tsx';
import { type HealthFragment, OperationsHealthDocument } from './operations.generated.ts';
import { called } from './texts.ts';

const texts = textsOf({
  services: ['服务', 'Services'],
  service: ['服务', 'Service'],
  state: ['状况', 'State'],
  well: ['正常', 'Well'],
  unwell: ['异常', 'Not well'],
  allWell: ['各服务、数据库和队列均正常', 'All services, databases and queues are well'],
  someUnwell: (names: string) => [`请检查：${names}`, `Look into: ${names}`],
  database: ['数据库应答', 'Database answers in'],
  noAnswer: ['无应答', 'No answer'],
  milliseconds: (count: number) => [`${count} 毫秒`, `${count} ms`],
  event: ['最早待送达事件', 'Oldest event not taken'],
  none: ['无', 'None'],
  queues: ['队列', 'Queues'],
  queue: ['队列', 'Queue'],
  waiting: ['等待中', 'Waiting'],
  active: ['处理中', 'Being worked on'],
  swept: ['距上次巡检', 'Since the last sweep'],
  seconds: (count: number) => [`${count} 秒`, `${count} s`],
  about: [
    '队列只是提醒：该做的事都记在数据库里，每秒巡检一次。Redis 停止时工作照常，只是略慢。',
    'Queues only remind. What is due stands in the databases, which are looked through every second: without Redis work goes on, a little later.',
  ],
  refresh: ['刷新', 'Look again'],
});

const services: readonly (readonly [Exclude<keyof HealthFragment, '__typename' | 'id'>, Text])[] = [
  ['organization', ['组织服务', 'Organization']],
  ['volunteers', ['志愿服务', 'Volunteers']],
  ['property', ['物业服务', 'Property']],
  ['economy', ['经济服务', 'Economy']],
  ['workflows', ['流程服务', 'Workflows']],
];

const queueNames: Readonly<Record<string, Text>> = {
  workflows: ['流程', 'Workflows'],
  'statement-uploads': ['经营报表上传', 'Uploads of entries'],
  'bank-statement-imports': ['银行对账单导入', 'Imports of bank statements'],
  'bank-matches': ['核销记账', 'Booking of matches'],
  'bank-match-batches': ['批量核销', 'Batches of matches'],
};

/** Longer than that, and nobody looks for work any more. */
const SWEPT_LATE_S = 30;

type ServiceHealth = HealthFragment['economy'];
type Queue = NonNullable<ServiceHealth>['queues'][number];

function isQueueWell({ waiting, sweptSecondsAgo }: Queue): boolean {
  return waiting !== null && sweptSecondsAgo !== null && sweptSecondsAgo < SWEPT_LATE_S;
}

function isWell(service: ServiceHealth): boolean {
  return service !== null && service.databaseMs !== null && service.queues.every(isQueueWell);
}

export function HealthLine({ of }: { readonly of: HealthFragment }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const unwell = services.filter(([name]) => !isWell(of[name])).map(([, text]) => say(text, language));
  return (
    <Notice
      type={unwell.length === 0 ? 'success' : 'error'}
      style={{ marginBottom: 12 }}
      title={unwell.length === 0 ? t.allWell : t.someUnwell(unwell.join(language === 'zh' ? '、' : ', '))}
    />
  );
}

export function Health() {
  const t = useTexts(texts);
  const asked = useQuery(OperationsHealthDocument, { fetchPolicy: 'network-only' });
  return (
    <>
      <Flex wrap gap={8} style={{ marginBottom: 12 }}>
        <Button onClick={() => asked.refetch()}>{t.refresh}</Button>
        <BoardButton />
      </Flex>
      <Answer to={asked}>
        {({ systemHealth }) =>
          systemHealth && (
            <>
              <HealthLine of={systemHealth} />
              <Services of={systemHealth} />
              <Queues of={services.flatMap(([name]) => systemHealth[name]?.queues ?? [])} />
            </>
          )
        }
      </Answer>
    </>
  );
}

interface Row {
  readonly name: string;
  readonly health: ServiceHealth;
}

function Services({ of }: { readonly of: HealthFragment }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const columns: Columns<Row> = [
    { title: t.service, field: 'name' },
    { title: t.state, key: 'state', cell: ({ health }) => <Wellness is={isWell(health)} /> },
    {
      title: t.database,
      key: 'database',
      cell: ({ health }) => (health?.databaseMs == null ? t.noAnswer : t.milliseconds(health.databaseMs)),
    },
    {
      title: t.event,
      key: 'event',
      cell: ({ health }) => (health?.oldestEventAt ? <When at={health.oldestEventAt} /> : health && t.none),
    },
  ];
  return (
    <div>
      <PlainTable<Row>
        label={t.services}
        columns={columns}
        rows={services.map(([name, text]) => ({ name: say(text, language), health: of[name] }))}
        rowKey={({ name }) => name}
      />
    </div>
  );
}

function Queues({ of }: { readonly of: readonly Queue[] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const columns: Columns<Queue> = [
    { title: t.queue, key: 'name', cell: ({ name }) => say(called(queueNames, name), language) },
    { title: t.state, key: 'state', cell: (queue) => <Wellness is={isQueueWell(queue)} /> },
    { title: t.waiting, key: 'waiting', align: 'right', cell: ({ waiting }) => waiting ?? t.noAnswer },
    { title: t.active, key: 'active', align: 'right', cell: ({ active }) => active ?? t.noAnswer },
    {
      title: t.swept,
      key: 'swept',
      align: 'right',
      cell: ({ sweptSecondsAgo: seconds }) => (seconds === null ? t.noAnswer : t.seconds(seconds)),
    },
  ];
  return (
    <div style={{ marginTop: 20 }}>
      <Typography.Title level={2} style={{ fontSize: 18 }}>
        {t.queues}
      </Typography.Title>
      <Typography.Paragraph type="secondary">{t.about}</Typography.Paragraph>
      <PlainTable<Queue> label={t.queues} columns={columns} rows={of} rowKey={({ name }) => name} />
    </div>
  );
}

function Wellness({ is }: { readonly is: boolean }) {
  const t = useTexts(texts);
  return <Status look={is ? 'done' : 'blocked'}>{is ? t.well : t.unwell}</Status>;
}
