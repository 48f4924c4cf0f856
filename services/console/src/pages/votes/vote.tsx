/** One vote as those see it who run it: what it is, what can be done with it now, its notices, and what was counted. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Flex, Typography } from 'antd';
import { Link } from 'react-router';
import type { NoticeKind, VoteState } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import type { NoticeAboutFragment } from '../../kit/notices/notices.generated.ts';
import { NoticesAbout } from '../../kit/notices/notices-about.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { useOutcome, VoteTally } from '../../kit/vote-tally.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { Facts } from './facts.tsx';
import { Running } from './running.tsx';
import { useSuggested } from './suggested.ts';
import { VoteToRunDocument, type VoteToRunQuery } from './votes.generated.ts';

const texts = textsOf({
  back: ['返回业主表决', 'Back to the votes'],
  missing: ['没有这项表决。', 'There is no such vote.'],
  text: ['表决内容', 'What is decided'],
  running: ['办理', 'What can be done now'],
  VOTE: ['表决公示', 'Notice of the vote'],
  VOTE_RESULT: ['结果公示', 'Notice of the result'],
  tally: ['计票结果', 'What was counted'],
  invalid: (count: number) => [`无效选票 ${count} 张`, `Papers that do not count: ${count}`],
});

/** While one may yet have to be written. */
const noticedWhile = {
  VOTE: ['DRAFT', 'NOTICED'],
  VOTE_RESULT: ['CONFIRMED', 'ANNOUNCED'],
} as const satisfies Partial<Record<NoticeKind, readonly VoteState[]>>;

export default function Vote({ id }: { readonly id: string }) {
  const t = useTexts(texts);
  const asked = useQuery(VoteToRunDocument, { variables: { id } });
  return (
    <Answer to={asked}>
      {({ vote }) => (
        <>
          <PageHead
            title={vote?.title ?? t.missing}
            about={vote?.compound.name}
            actions={<Link to="/votes">{t.back}</Link>}
          />
          {vote ? <One of={vote} /> : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} />}
        </>
      )}
    </Answer>
  );
}

export type ToRun = NonNullable<VoteToRunQuery['vote']>;

function One({ of }: { readonly of: ToRun }) {
  const t = useTexts(texts);
  const notices = of.compound.notices.edges.flatMap(({ node }) => (node?.subjectId === of.id ? [node] : []));
  return (
    <Flex vertical gap={16}>
      <Facts of={of} />
      <Card size="small" title={t.text}>
        <Typography.Paragraph style={{ whiteSpace: 'pre-line', margin: 0 }}>{of.text}</Typography.Paragraph>
      </Card>
      <Card size="small" title={t.running}>
        <Running of={of} notices={notices} />
      </Card>
      <Notices kind="VOTE" vote={of} of={notices} />
      {of.tally && (
        <Card size="small" title={t.tally}>
          <Tally of={of.tally} />
        </Card>
      )}
      <Notices kind="VOTE_RESULT" vote={of} of={notices} />
    </Flex>
  );
}

interface NoticesProps {
  readonly kind: keyof typeof noticedWhile;
  readonly vote: ToRun;
  readonly of: readonly NoticeAboutFragment[];
}

function Notices({ kind, vote, of }: NoticesProps) {
  const t = useTexts(texts);
  const suggested = useSuggested(vote)[kind];
  const ofKind = of.filter((notice) => notice.kind === kind);
  const states: readonly VoteState[] = noticedWhile[kind];
  if (ofKind.length === 0 && !states.includes(vote.state)) return null;
  return (
    <Card size="small" title={t[kind]}>
      <NoticesAbout
        place={vote.compound.code}
        kind={kind}
        subjectType="Vote"
        subjectId={vote.id}
        of={ofKind}
        suggested={suggested}
      />
    </Card>
  );
}

function Tally({ of }: { readonly of: NonNullable<ToRun['tally']> }) {
  const t = useTexts(texts);
  const outcome = useOutcome(of);
  return (
    <>
      <Typography.Paragraph strong>{outcome}</Typography.Paragraph>
      <VoteTally of={of} />
      {of.invalidPapers > 0 && <Typography.Text type="secondary">{t.invalid(of.invalidPapers)}</Typography.Text>}
    </>
  );
}
