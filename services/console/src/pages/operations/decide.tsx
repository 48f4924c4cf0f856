/** Retrying, skipping and undoing: what each will do is said before it is done, and why is kept. */
import { App } from 'antd';
import { AskFirst } from '../../kit/ask-first.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand } from '../../kit/use-command.ts';
import { say, type Text, useLanguage, useTexts } from '../../language/text.ts';
import {
  type OperationsRunQuery,
  RetryWorkflowDocument,
  SkipWorkflowStepDocument,
  UndoWorkflowDocument,
} from './operations.generated.ts';
import { called, steps } from './texts.ts';

type Run = NonNullable<OperationsRunQuery['workflow']>;

export interface Decision {
  readonly mutation: 'retryWorkflow' | 'skipWorkflowStep' | 'undoWorkflow';
  readonly name: Text;
  readonly reason: 'REQUIRED' | 'OPTIONAL';
  readonly isDangerous: boolean;
  /** What will happen, with the step that the run stands at. */
  effect(step: Text, done: readonly Text[]): Text;
}

export const decisions: readonly Decision[] = [
  {
    mutation: 'retryWorkflow',
    name: ['重试', 'Retry'],
    reason: 'OPTIONAL',
    isDangerous: false,
    effect: ([zh, en]) => [
      `将从“${zh}”这一步继续，并重新计算自动重试次数。已完成的步骤不会再做一遍。`,
      `It goes on from the step “${en}” with a fresh set of tries. What is done is not done again.`,
    ],
  },
  {
    mutation: 'skipWorkflowStep',
    name: ['跳过此步骤', 'Skip the step'],
    reason: 'REQUIRED',
    isDangerous: true,
    effect: ([zh, en]) => [
      `“${zh}”将不再执行，流程接着做下一步。请确认这一步要做的事已在别处办妥。`,
      `“${en}” will not be done, and the next step follows. Be sure that it is taken care of elsewhere.`,
    ],
  },
  {
    mutation: 'undoWorkflow',
    name: ['撤销整个流程', 'Undo everything'],
    reason: 'REQUIRED',
    isDangerous: true,
    effect: (_, done) => [
      `将按相反顺序撤销：${done.map(([zh]) => zh).join('、') || '尚无已完成的步骤'}。账簿以冲销凭证撤回，理由会写在冲销凭证上。`,
      `Takes back, in reverse order: ${done.map(([, en]) => en).join('; ') || 'nothing is done yet'}. The books do it by reversing vouchers, which carry the reason.`,
    ],
  },
];

export function Decide({ run, decision, close }: { readonly run: Run; readonly decision: Decision; close(): void }) {
  const t = useTexts(kitTexts);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const all = run.steps ?? [];
  const current = all.find(({ state }) => state !== 'DONE' && state !== 'SKIPPED')?.name ?? '';
  const begun = all.filter(({ state }) => state === 'DONE').map(({ name }) => called(steps, name));
  const retry = useCommand(RetryWorkflowDocument);
  const skip = useCommand(SkipWorkflowStepDocument);
  const undo = useCommand(UndoWorkflowDocument);
  const { mutation, name, effect } = decision;
  const command = { retryWorkflow: retry, skipWorkflowStep: skip, undoWorkflow: undo }[mutation];
  const run_ = async (reason: string) => {
    const workflow = run.id;
    const done =
      mutation === 'retryWorkflow'
        ? await retry.run({ input: { workflow, reason: reason || null } })
        : mutation === 'skipWorkflowStep'
          ? await skip.run({ input: { workflow, step: current, reason } })
          : await undo.run({ input: { workflow, reason } });
    if (done) message.success(t.done);
    return done;
  };
  return (
    <AskFirst
      title={say(name, language)}
      consequence={say(effect(called(steps, current), begun.toReversed()), language)}
      confirm={say(name, language)}
      reason={decision.reason}
      isDangerous={decision.isDangerous}
      command={command}
      run={run_}
      close={close}
    />
  );
}
