/** The second person's decision on a match that waits for one. */
import { App, Button, Flex } from 'antd';
import { Confirm } from '../../kit/confirm.tsx';
import { NotDone } from '../../kit/not-done.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand } from '../../kit/use-command.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { ApproveMatchDocument, ApproveSetOffDocument, ApproveWriteOffDocument } from './matches.generated.ts';

const texts = textsOf({
  approveWriteOff: ['复核尾差', 'Approve the write-off'],
  approveSetOff: ['复核抵扣', 'Approve the set-off'],
  approveMatch: ['复核', 'Approve'],
  consequence: ['复核后立即记账。', 'It is posted at once.'],
});

const approvals = ['approveWriteOff', 'approveSetOff', 'approveMatch'] as const;

/** `by` are the mutations that the graph allows the viewer. */
export function Approve({ match, by }: { readonly match: string; readonly by: readonly string[] }) {
  const t = useTexts(texts);
  const kit = useTexts(kitTexts);
  const { message } = App.useApp();
  const commands = {
    approveWriteOff: useCommand(ApproveWriteOffDocument),
    approveSetOff: useCommand(ApproveSetOffDocument),
    approveMatch: useCommand(ApproveMatchDocument),
  };
  const approval = approvals.find((each) => by.includes(each));
  if (!approval) return null;
  const { run, isRunning, refusal, failure } = commands[approval];
  const send = async () => {
    if (await run({ input: { match } })) message.success(kit.done);
  };
  return (
    <Flex vertical gap={4} align="flex-start">
      <Confirm title={t[approval]} description={t.consequence} okText={t[approval]} onConfirm={send}>
        <Button size="small" type="primary" loading={isRunning}>
          {t[approval]}
        </Button>
      </Confirm>
      <NotDone of={{ refusal, failure }} again={send} />
    </Flex>
  );
}
