/** One spending: what it is, what it stands on, what there is to spend, what became of it, and what may be done now. */
import { useQuery } from '@apollo/client/react';
import { Card, Descriptions, Empty, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { Money, moneyText } from '../../kit/money.tsx';
import { NoticesAbout } from '../../kit/notices/notices-about.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { purposes } from '../../kit/purposes.ts';
import { Status } from '../../kit/status.tsx';
import { voteMatters } from '../../kit/vote-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { finance, hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { AtHand } from './at-hand.tsx';
import { Deciding } from './deciding.tsx';
import { SpendingDocument, type SpendingQuery } from './spending.generated.ts';
import { looksOfStates, spendingStates } from './words.ts';

const texts = textsOf({
  back: ['返回公共收益支出', 'Back to what is spent'],
  missing: ['没有这笔支出，或不在您的范围内。', 'There is no such spending where you work.'],
  atHand: (compound: string) => [`${compound}的公共收益`, `The public revenue of ${compound}`],
  vote: ['表决依据', 'The vote that it stands on'],
  notices: ['公示', 'Notices about it'],
  now: ['可办理', 'What can be done now'],
  compound: ['小区', 'Compound'],
  purpose: ['用途', 'Purpose'],
  amount: ['金额（元）', 'Amount, yuan'],
  state: ['状态', 'State'],
  proposed: ['经办', 'Proposed'],
  decided: ['审批', 'Decided'],
  noticed: ['公示依据', 'By the notice'],
  journal: ['凭证', 'Voucher'],
  voucher: (seq: number) => [`业主账簿序号 ${seq}`, `No. ${seq} in the owners' book`],
  receipts: ['票据', 'Receipts'],
  noReceipts: ['未登记', 'none entered'],
  reversalProposed: ['冲销经办', 'To be taken back, by'],
  reversalDecided: ['冲销审批', 'That was decided by'],
  reversalJournal: ['冲销凭证', 'Voucher that takes it back'],
  reason: ['最近理由', 'Reason, the last given'],
  noticeTitle: (title: string, purpose: string) => [
    `公共收益支出公示：${title}（${purpose}）`,
    `Public revenue to be spent: ${title} (${purpose})`,
  ],
  noticeBody: (compound: string, amount: string, purpose: string, title: string) => [
    `${compound}拟从小区公共收益中支出 ${amount} 元，用途：${purpose}，事由：${title}。`,
    `Of the public revenue of ${compound}, ${amount} yuan are to be spent. Purpose: ${purpose}. For: ${title}.`,
  ],
  noticeVote: (vote: string) => [`依据业主表决：${vote}。`, ` It stands on the vote of the owners: ${vote}.`],
});

export type ToDecide = NonNullable<SpendingQuery['publicRevenueSpending']>;

export default function One({ id }: { readonly id: string }) {
  const t = useTexts(texts);
  const asked = useQuery(SpendingDocument, { variables: { id } });
  return (
    <Answer to={asked}>
      {({ publicRevenueSpending: of }) => (
        <>
          <PageHead title={of?.title ?? t.missing} actions={<Link to="/spending">{t.back}</Link>} />
          {of ? <Parts of={of} /> : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} />}
        </>
      )}
    </Answer>
  );
}

function Parts({ of }: { readonly of: ToDecide }) {
  const t = useTexts(texts);
  const matters = useTexts(voteMatters);
  const { compound, vote } = of;
  const suggested = useSuggested(of);
  const notices = compound.notices.edges.flatMap(({ node }) => (node.subjectId === of.id ? [node] : []));
  return (
    <Flex vertical gap={16}>
      <Facts of={of} />
      <Card size="small" title={t.atHand(compound.name)}>
        <AtHand of={compound.publicRevenue} />
      </Card>
      {vote && (
        <Card size="small" title={t.vote}>
          <strong>{vote.title}</strong> <Typography.Text type="secondary">{matters[vote.matter]}</Typography.Text>
          <Typography.Paragraph style={{ whiteSpace: 'pre-line', margin: 0 }}>{vote.text}</Typography.Paragraph>
        </Card>
      )}
      {(of.state === 'PROPOSED' || notices.length > 0) && (
        <Card size="small" title={t.notices}>
          <NoticesAbout
            place={compound.code}
            kind="PUBLIC_REVENUE"
            subjectType="PublicRevenueSpending"
            subjectId={of.id}
            of={notices}
            suggested={suggested}
          />
        </Card>
      )}
      {of.allowedTransitions.length > 0 && (
        <Card size="small" title={t.now}>
          <Deciding of={of} notices={notices} />
        </Card>
      )}
    </Flex>
  );
}

/** What the notice about it may say: its own words, and nobody's name. */
function useSuggested({ title, purpose, amount, compound, vote }: ToDecide) {
  const t = useTexts(texts);
  const said = useTexts(purposes)[purpose];
  const body = t.noticeBody(compound.name, moneyText(amount), said, title);
  return { title: t.noticeTitle(title, said), body: vote ? `${body}${t.noticeVote(vote.title)}` : body };
}

function Facts({ of }: { readonly of: ToDecide }) {
  const t = useTexts(texts);
  const [states, purpose] = [useTexts(spendingStates), useTexts(purposes)];
  const { compound, notice, receipts } = of;
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [
      t.state,
      <Status key="state" look={looksOfStates[of.state]}>
        {states[of.state]}
      </Status>,
    ],
    [t.amount, <Money key="amount" of={of.amount} />],
    [
      t.compound,
      <Link key="compound" to={`/compounds/${compound.code}`}>
        {compound.name}
      </Link>,
    ],
    [t.purpose, purpose[of.purpose]],
    [t.proposed, <Done key="proposed" by={of.proposedBy} at={of.createdAt} />],
    [t.decided, of.decidedBy && <Done by={of.decidedBy} at={of.approvedOn} />],
    [
      t.noticed,
      notice && (
        <>
          {notice.no} <When at={of.noticedOn} />
        </>
      ),
    ],
    [t.journal, of.journal !== null && <Voucher of={of.journal} />],
    [t.receipts, of.journal !== null && (receipts.length > 0 ? receipts.join('、') : t.noReceipts)],
    [t.reversalProposed, of.reversalProposedBy?.name],
    [t.reversalDecided, of.reversalDecidedBy && <Done by={of.reversalDecidedBy} at={of.reversedOn} />],
    [t.reversalJournal, of.reversalJournal !== null && <Voucher of={of.reversalJournal} />],
    [t.reason, of.reason],
  ];
  return (
    <Descriptions
      bordered
      size="small"
      column={{ xs: 1, md: 2 }}
      items={facts.flatMap(([label, children]) => (children ? [{ key: label, label, children }] : []))}
    />
  );
}

function Done({ by, at }: { readonly by: { readonly name: string | null } | null; readonly at: string | null }) {
  return (
    <>
      {by?.name} {at && <When at={at} />}
    </>
  );
}

/** The books are for finance; for others it is a number by which they can ask. */
function Voucher({ of: seq }: { readonly of: number }) {
  const t = useTexts(texts);
  const { grants } = useViewer();
  if (!hasRole(grants, ...finance)) return t.voucher(seq);
  return <Link to={`/books?book=owners&view=vouchers&voucher=${seq}`}>{t.voucher(seq)}</Link>;
}
