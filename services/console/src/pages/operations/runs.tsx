/** The runs of workflows: which there are, which need a decision, and each with what happened to it. */
import { useQuery } from '@apollo/client/react';
import { Button, Flex, Select, Typography } from 'antd';
import { lazy, Suspense } from 'react';
import type { WorkflowState } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import { Notice } from '../../kit/notice.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { useSearch } from '../../kit/use-search.ts';
import { Waiting } from '../../kit/waiting.tsx';
import { When } from '../../kit/when.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { seesHealth } from './grants.ts';
import { HealthLine } from './health.tsx';
import { OperationsRunsDocument, type RunRowFragment } from './operations.generated.ts';
import './runs.css';
import { called, definitions, reasons, stateLooks, states, steps } from './texts.ts';

const texts = textsOf({
  list: ['流程', 'Workflows'],
  state: ['状态', 'State'],
  notEnded: ['未结束', 'Not ended'],
  anyState: ['全部状态', 'In any state'],
  definition: ['流程种类', 'Kind'],
  anyDefinition: ['全部种类', 'Of any kind'],
  subject: ['所办事项', 'About'],
  standsAt: ['当前步骤', 'Stands at'],
  started: ['开始', 'Began'],
  next: ['最迟等到 / 下次执行', 'Waits until / next try'],
  ended: ['结束', 'Ended'],
  parked: (count: number) => [`有 ${count} 个流程待人工处理`, `${count} need a decision`],
  parkedAbout: [
    '它们不会自行继续。请查看原因，处理后重试、跳过或撤销。',
    'They do not go on by themselves. Look why, put it right, then retry, skip or undo.',
  ],
  showParked: ['只看这些', 'Show them'],
  empty: [
    '没有符合条件的流程。分成审批后会自动开始一个流程；请放宽筛选。',
    'None is like that. A workflow begins when an allocation is approved; widen the filter.',
  ],
});

const order = Object.keys(states) as WorkflowState[];
/** All that have not ended, unless another state or all of them are chosen. */
const choices = [...order, 'ALL'] as const;
type Choice = (typeof choices)[number];

function wanted(state: Choice | null) {
  if (state === null) return { isOpen: true };
  return state === 'ALL' ? {} : { state };
}

const RunDrawer = lazy(() => import('./run.tsx'));

export function Runs() {
  const t = useTexts(texts);
  const viewer = useViewer();
  const [search, choose] = useSearch();
  const [state, chooseState] = useChoice('state', choices);
  const [definition, chooseDefinition] = useChoice('definition', null);
  const page = useListPage('runs', 50);
  const asked = useQuery(OperationsRunsDocument, {
    variables: { health: seesHealth(viewer), filter: { ...wanted(state), definition }, ...fromTheEnd(page.variables) },
  });
  const open = (run: string | null) => choose({ run });
  const columns = useColumns(open);
  const run = search.get('run');
  return (
    <>
      <Filters {...{ state, chooseState, definition, chooseDefinition }} />
      <Answer to={asked}>
        {({ workflows, parked, systemHealth }) => (
          <>
            {systemHealth && <HealthLine of={systemHealth} />}
            {parked && parked.totalCount > 0 && state !== 'PARKED' && (
              <Notice
                type="warning"
                style={{ marginBottom: 12 }}
                title={t.parked(parked.totalCount)}
                description={t.parkedAbout}
                action={
                  <Button size="small" onClick={() => chooseState('PARKED')}>
                    {t.showParked}
                  </Button>
                }
              />
            )}
            <ListTable<RunRowFragment>
              label={t.list}
              of={workflows && newestFirst(workflows)}
              page={page}
              columns={columns}
              rowKey={({ id }) => id}
              empty={t.empty}
            />
          </>
        )}
      </Answer>
      {run && (
        <Suspense fallback={<DrawerToCome />}>
          <RunDrawer id={run} close={() => open(null)} />
        </Suspense>
      )}
    </>
  );
}

/** Stands where the drawer will; the component itself is loaded with what it shows. */
function DrawerToCome() {
  return (
    <div className="run-drawer-to-come">
      <Waiting />
    </div>
  );
}

interface FiltersProps {
  readonly state: Choice | null;
  chooseState(state: Choice | null): void;
  readonly definition: string | null;
  chooseDefinition(definition: string | null): void;
}

function Filters({ state, chooseState, definition, chooseDefinition }: FiltersProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <Flex wrap gap={8} style={{ marginBottom: 12 }}>
      <Select
        aria-label={t.state}
        value={state ?? ''}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t.notEnded },
          { value: 'ALL', label: t.anyState },
          ...order.map((value) => ({ value, label: say(states[value], language) })),
        ]}
        onChange={(value: string) => chooseState((value || null) as Choice | null)}
      />
      <Select
        aria-label={t.definition}
        value={definition ?? ''}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t.anyDefinition },
          ...Object.entries(definitions).map(([value, text]) => ({ value, label: say(text, language) })),
        ]}
        onChange={(value: string) => chooseDefinition(value || null)}
      />
    </Flex>
  );
}

function useColumns(open: (run: string) => void): Columns<RunRowFragment> {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return [
    {
      title: t.state,
      key: 'state',
      cell: ({ state, parkedBecause }) => (
        <>
          {state && <Status look={stateLooks[state]}>{say(states[state], language)}</Status>}
          {parkedBecause && (
            <Typography.Text type="secondary" style={{ display: 'block' }}>
              {say(reasons[parkedBecause], language)}
            </Typography.Text>
          )}
        </>
      ),
    },
    {
      title: t.subject,
      key: 'subject',
      cell: ({ id, title }) => (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => open(id)}>
          {title ?? id}
        </Button>
      ),
    },
    {
      title: t.standsAt,
      key: 'step',
      cell: (run) => {
        const step = run.steps?.find(({ state }) => state !== 'DONE' && state !== 'SKIPPED' && state !== 'UNDONE');
        return step && run.endedAt === null ? say(called(steps, step.name), language) : '—';
      },
    },
    { title: t.started, key: 'started', cell: ({ startedAt }) => <When at={startedAt} /> },
    { title: t.next, key: 'next', cell: ({ nextTryAt }) => <When at={nextTryAt} /> },
    { title: t.ended, key: 'ended', cell: ({ endedAt }) => <When at={endedAt} /> },
    {
      title: t.definition,
      key: 'definition',
      cell: (run) => say(called(definitions, run.definition ?? ''), language),
    },
  ];
}
