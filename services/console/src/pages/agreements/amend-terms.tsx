/** Drafting another version of the terms, beginning with what is in force. */
import { App, Button, Flex, Form, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useRefusalInForm } from '../../kit/form-refusal.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand } from '../../kit/use-command.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import type { ShownAgreement } from './agreement.tsx';
import { AmendTermsDocument } from './agreements.generated.ts';
import { TermsFields, type TermsValues } from './terms-fields.tsx';

const all = textsOf({
  ...kitTexts,
  amend: ['起草新条款', 'Draft new terms'],
  about: (month: string) => [
    `最早可自 ${month}（最早未结期间）起；须由另一人确认生效。`,
    `From ${month}, the earliest open month, at the earliest; another person puts them into force.`,
  ],
  save: ['保存草稿', 'Save the draft'],
  done: ['新条款已起草，等待另一人确认生效', 'Drafted; another person puts them into force'],
});

export function AmendTerms({ of }: { readonly of: ShownAgreement }) {
  const t = useTexts(all);
  const { grants } = useViewer();
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const [form] = Form.useForm<{ terms: TermsValues }>();
  const command = useCommand(AmendTermsDocument);
  const refusal = useRefusalInForm(form, command.refusal);
  if (of.state === 'ENDED' || !hasRole(grants, 'FINANCE_MAKER')) return null;
  const send = async ({ terms: { from, rateBp, weights } }: { terms: TermsValues }) => {
    const terms = { from, rateBp, weights: weights.map(({ compound, weight }) => ({ compound, weight })) };
    if (!(await command.run({ input: { agreement: of.code, version: of.version, terms } }))) return;
    message.success(t.done);
    setOpen(false);
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t.amend}
      </Button>
      <Modal
        open={isOpen}
        title={t.amend}
        okText={t.save}
        cancelText={t.cancel}
        onOk={form.submit}
        onCancel={() => setOpen(false)}
        confirmLoading={command.isRunning}
      >
        {of.earliestOpenPeriod && <Typography.Paragraph>{t.about(of.earliestOpenPeriod)}</Typography.Paragraph>}
        <Form form={form} layout="vertical" onFinish={send} initialValues={{ terms: beginningOf(of) }}>
          <TermsFields at={['terms']} compounds={of.community?.compounds ?? []} />
        </Form>
        <Flex vertical gap={8} style={{ marginTop: 12 }}>
          <NotDone of={{ ...command, refusal }} again={form.submit} />
        </Flex>
      </Modal>
    </>
  );
}

/** The last version, from the earliest month that it may begin in. */
function beginningOf({ terms, startsIn, earliestOpenPeriod }: ShownAgreement): TermsValues {
  const last = terms.findLast(({ state }) => state === 'IN_FORCE') ?? terms.at(-1);
  return {
    from: earliestOpenPeriod ?? startsIn,
    rateBp: last?.rateBp ?? 1000,
    weights: (last?.weights ?? []).map(({ compound, weight }) => ({ compound: compound?.code ?? '', weight })),
  };
}
