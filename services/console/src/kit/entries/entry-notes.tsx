/** What finance and the operator said of an entry, and what may be said now. */
import { Flex, Typography } from 'antd';
import { textsOf, useTexts } from '../../language/text.ts';
import { When } from '../when.tsx';
import { WordsButton } from '../words-button.tsx';
import {
  AttachEvidenceDocument,
  DisputeEntryDocument,
  type EntryRowFragment,
  ResolveDisputeDocument,
} from './entries.generated.ts';

const texts = textsOf({
  nothing: ['没有争议，也没有证明。', 'No dispute and no document.'],
  dispute: ['提出争议', 'Dispute'],
  resolve: ['解决争议', 'Resolve the dispute'],
  attach: ['附证明', 'Name a document'],
  reason: ['理由', 'Reason'],
  resolution: ['结论', 'What was found'],
  reference: ['证明编号或链接', 'Where the document is: a number or a link'],
  disputeAbout: [
    '争议未解决前，这个月不能复核；明细仍计入。',
    'Until it is resolved the month cannot be approved; the entry still counts.',
  ],
  opened: (reason: string, by: string) => [`${by} 提出争议：${reason}`, `${by} disputes it: ${reason}`],
  resolved: (resolution: string, by: string) => [`${by} 已解决：${resolution}`, `${by} resolved it: ${resolution}`],
  evidence: (reference: string, by: string) => [`${by} 提交证明：${reference}`, `${by} named a document: ${reference}`],
});

interface EntryNotesProps {
  readonly agreement: string;
  readonly of: EntryRowFragment;
  readonly mayWork: boolean;
}

export function EntryNotes({ agreement, of, mayWork }: EntryNotesProps) {
  const t = useTexts(texts);
  const { externalRef, disputes, evidence, isDisputed } = of;
  const key = { agreement, externalRef };
  const seen = { ...key, disputes: disputes.length };
  return (
    <Flex vertical gap={8}>
      {disputes.length + evidence.length === 0 && <Typography.Text type="secondary">{t.nothing}</Typography.Text>}
      {disputes.map((each) => (
        <div key={each.openedAt}>
          <When at={each.openedAt} /> {t.opened(each.reason, each.openedBy?.name ?? '—')}
          {each.resolution && (
            <div>
              <When at={each.resolvedAt} /> {t.resolved(each.resolution, each.resolvedBy?.name ?? '—')}
            </div>
          )}
        </div>
      ))}
      {evidence.map((each) => (
        <div key={`${each.attachedAt} ${each.reference}`}>
          <When at={each.attachedAt} /> {t.evidence(each.reference, each.attachedBy?.name ?? '—')}
        </div>
      ))}
      {mayWork && (
        <Flex wrap gap={8}>
          {isDisputed ? (
            <WordsButton
              size="small"
              type="primary"
              document={ResolveDisputeDocument}
              variables={(resolution) => ({ input: { ...seen, resolution } })}
              label={t.resolution}
              field="resolution"
            >
              {t.resolve}
            </WordsButton>
          ) : (
            <WordsButton
              size="small"
              document={DisputeEntryDocument}
              variables={(reason) => ({ input: { ...seen, reason } })}
              label={t.reason}
              field="reason"
              about={t.disputeAbout}
            >
              {t.dispute}
            </WordsButton>
          )}
          <WordsButton
            size="small"
            document={AttachEvidenceDocument}
            variables={(reference) => ({ input: { ...key, reference } })}
            label={t.reference}
            field="reference"
          >
            {t.attach}
          </WordsButton>
        </Flex>
      )}
    </Flex>
  );
}
