/** One run: its steps as they went, what went wrong, what people decided, and what can be decided now. */
import { useQuery } from '@apollo/client/react';
import { Button, Descriptions, Drawer, Empty, Flex, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { allows } from '../../kit/allows.ts';
import { Answer } from '../../kit/answer.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { many, say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { Decide, type Decision, decisions } from './decide.tsx';
import { OperationsRunDocument, type OperationsRunQuery } from './operations.generated.ts';
import {
  actionKinds,
  called,
  definitions,
  reasons,
  signals,
  stateLooks,
  states,
  stepColors,
  stepStates,
  steps,
} from './texts.ts';

const texts = textsOf({
  title: ['流程', 'Workflow'],
  unknown: ['没有这个流程，或它不在您的范围内。', 'There is no such workflow in your scope.'],
  subject: ['所办事项', 'About'],
  state: ['状态', 'State'],
  version: ['版本', 'Version'],
  started: ['开始', 'Began'],
  ended: ['结束', 'Ended'],
  next: ['最迟等到 / 下次执行', 'Waits until / next try'],
  steps: ['步骤', 'Steps'],
  tries: (count: number) => [`尝试 ${count} 次`, `tried ${many(count, 'time')}`],
  undoTries: (count: number) => [`撤销尝试 ${count} 次`, `undoing tried ${many(count, 'time')}`],
  waitsUntil: ['等到', 'waits until'],
  told: ['收到的消息', 'What it was told'],
  actions: ['人工处理记录', 'What people decided'],
  noActions: ['没有人工处理。', 'Nobody had to decide anything.'],
});

type Run = NonNullable<OperationsRunQuery['workflow']>;

export default function RunDrawer({ id, close }: { readonly id: string; close(): void }) {
  const t = useTexts(texts);
  const asked = useQuery(OperationsRunDocument, { variables: { id } });
  return (
    <Drawer open size={720} title={t.title} onClose={close}>
      <Answer to={asked}>
        {({ workflow }) =>
          workflow ? <Content of={workflow} /> : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.unknown} />
        }
      </Answer>
    </Drawer>
  );
}

function Content({ of }: { readonly of: Run }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [deciding, decide] = useState<Decision | null>(null);
  const allowed = decisions.filter(({ mutation }) => allows(of.allowedTransitions, mutation));
  return (
    <>
      <Descriptions
        size="small"
        bordered
        column={{ xs: 1, sm: 2 }}
        title={say(called(definitions, of.definition ?? ''), language)}
        items={[
          { key: 'subject', label: t.subject, children: of.title ?? of.id, span: 'filled' },
          {
            key: 'state',
            label: t.state,
            children: of.state && <Status look={stateLooks[of.state]}>{say(states[of.state], language)}</Status>,
          },
          { key: 'version', label: t.version, children: of.version },
          { key: 'started', label: t.started, children: <When at={of.startedAt} /> },
          { key: 'ended', label: t.ended, children: <When at={of.endedAt} /> },
          { key: 'next', label: t.next, children: <When at={of.nextTryAt} /> },
        ]}
      />
      {of.parkedBecause && (
        <Notice
          type="error"
          style={{ marginTop: 12 }}
          title={say(reasons[of.parkedBecause], language)}
          description={of.parkedReason}
        />
      )}
      {allowed.length > 0 && (
        <Flex wrap gap={8} style={{ marginTop: 12 }}>
          {allowed.map((decision) => (
            <Button key={decision.mutation} danger={decision.isDangerous} onClick={() => decide(decision)}>
              {say(decision.name, language)}
            </Button>
          ))}
        </Flex>
      )}
      <Steps of={of} />
      <Told of={of} />
      <Actions of={of} />
      {deciding && <Decide run={of} decision={deciding} close={() => decide(null)} />}
    </>
  );
}

function Heading({ children }: { readonly children: string }) {
  return (
    <Typography.Title level={3} style={{ fontSize: 16, marginTop: 20 }}>
      {children}
    </Typography.Title>
  );
}

function Steps({ of }: { readonly of: Run }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <>
      <Heading>{t.steps}</Heading>
      <Timeline
        items={(of.steps ?? []).map((step) => ({
          key: step.name,
          color: stepColors[step.state],
          content: (
            <>
              <strong>{say(called(steps, step.name), language)}</strong> · {say(stepStates[step.state], language)}
              <Typography.Text type="secondary" style={{ display: 'block' }}>
                {[
                  step.startedAt && <When key="at" at={step.startedAt} />,
                  step.endedAt && <When key="end" at={step.endedAt} />,
                ]
                  .filter(Boolean)
                  .map((at, place) => (place === 0 ? at : [' — ', at]))}
                {step.attempts > 1 && ` · ${t.tries(step.attempts)}`}
                {step.undoAttempts > 0 && ` · ${t.undoTries(step.undoAttempts)}`}
                {step.waitsUntil && step.state === 'WAITING' && (
                  <>
                    {' · '}
                    {t.waitsUntil} <When at={step.waitsUntil} />
                  </>
                )}
              </Typography.Text>
              {step.lastError && <Typography.Text type="danger">{step.lastError}</Typography.Text>}
            </>
          ),
        }))}
      />
    </>
  );
}

function Told({ of }: { readonly of: Run }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  if (!of.signals || of.signals.length === 0) return null;
  return (
    <>
      <Heading>{t.told}</Heading>
      <ul>
        {of.signals.map(({ name, at }) => (
          <li key={`${name} ${at}`}>
            {say(called(signals, name), language)} · <When at={at} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Actions({ of }: { readonly of: Run }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const actions = of.actions ?? [];
  return (
    <>
      <Heading>{t.actions}</Heading>
      {actions.length === 0 && <Typography.Text type="secondary">{t.noActions}</Typography.Text>}
      <ul>
        {actions.map(({ kind, step, reason, by, at }) => (
          <li key={at}>
            {say(actionKinds[kind], language)}
            {step && ` ${say(called(steps, step), language)}`} · {by?.name} · <When at={at} />
            {reason && ` · ${reason}`}
          </li>
        ))}
      </ul>
    </>
  );
}
