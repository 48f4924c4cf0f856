/** What was said of an entry, what proves it, and how it is corrected. */
import { Button, Flex, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../kit/failure.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { PartnerAttachEvidenceDocument, type PartnerEntryFragment } from './entries.generated.ts';

const texts = textsOf({
  dispute: (reason: string) => [`财务提出疑问：${reason}`, `Finance doubts it: ${reason}`],
  resolved: (found: string) => [`已解决：${found}`, `Resolved: ${found}`],
  evidence: ['证明材料', 'Documents'],
  noneYet: ['还没有。', 'None yet.'],
  noEvidence: [
    '还没有。金额较大的成本须在结账前附证明。',
    'None yet. A large cost needs one before the month is closed.',
  ],
  reference: ['证明编号或链接', 'Number of the document, or a link to it'],
  attach: ['附上', 'Attach'],
  reverse: ['冲销这一笔', 'Take this entry back'],
  reverseHint: [
    '登记后不能修改：先冲销，再按正确的内容重报一笔。',
    'A posted entry is never changed: take it back, then post the right one.',
  ],
});

interface EntryDetailsProps {
  readonly agreement: string;
  readonly of: PartnerEntryFragment;
}

export function EntryDetails({ agreement, of }: EntryDetailsProps) {
  const t = useTexts(texts);
  const { externalRef, kind, amount, disputes, evidence, reverses, reversedBy } = of;
  const back = new URLSearchParams({ reverses: externalRef, kind, amount });
  return (
    <Flex vertical gap={12} style={{ maxWidth: 640 }}>
      {disputes.map(({ reason, openedAt, resolution, resolvedAt }) => (
        <div key={openedAt}>
          <When at={openedAt} /> {t.dispute(reason)}
          {resolution && (
            <div>
              <When at={resolvedAt} /> {t.resolved(resolution)}
            </div>
          )}
        </div>
      ))}
      <div>
        <Typography.Text strong>{t.evidence}</Typography.Text>
        {evidence.length === 0 && <div>{kind === 'COST' ? t.noEvidence : t.noneYet}</div>}
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {evidence.map(({ reference, attachedAt }) => (
            <li key={`${attachedAt} ${reference}`}>
              {/^https?:\/\//.test(reference) ? (
                <a href={reference} target="_blank" rel="noreferrer noopener">
                  {reference}
                </a>
              ) : (
                reference
              )}{' '}
              <When at={attachedAt} />
            </li>
          ))}
        </ul>
      </div>
      <AttachEvidence agreement={agreement} externalRef={externalRef} />
      {!reverses && !reversedBy && (
        <div>
          <Link to={`/partner/agreements/${agreement}/post?${back}`}>{t.reverse}</Link>{' '}
          <Typography.Text type="secondary">{t.reverseHint}</Typography.Text>
        </div>
      )}
    </Flex>
  );
}

function AttachEvidence({ agreement, externalRef }: { readonly agreement: string; readonly externalRef: string }) {
  const t = useTexts(texts);
  const command = useCommand(PartnerAttachEvidenceDocument);
  const [reference, setReference] = useState('');
  const attach = async () => {
    if (await command.run({ input: { agreement, externalRef, reference } })) setReference('');
  };
  return (
    <Form layout="inline" onFinish={attach}>
      <Form.Item
        {...(command.refusal ? { validateStatus: 'error' as const, help: command.refusal.message } : {})}
        style={{ flex: 1 }}
      >
        <Input
          aria-label={t.reference}
          placeholder={t.reference}
          maxLength={500}
          value={reference}
          onChange={({ target }) => setReference(target.value)}
        />
      </Form.Item>
      <Button htmlType="submit" loading={command.isRunning} disabled={reference.trim() === ''}>
        {t.attach}
      </Button>
      {command.failure ? <Failure error={command.failure} again={attach} /> : null}
    </Form>
  );
}
