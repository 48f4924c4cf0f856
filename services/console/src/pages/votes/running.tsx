/** What has to come next, and what the graph lets the viewer do of it now. */
import { Flex, Select, Typography } from 'antd';
import type { VoteState } from '../../graph/types.ts';
import { allows } from '../../kit/allows.ts';
import { CommandButton } from '../../kit/command-button.tsx';
import { FieldsButton } from '../../kit/fields-button.tsx';
import { InstantField } from '../../kit/instant-field.tsx';
import { isPublic } from '../../kit/notices/notice-states.ts';
import type { NoticeAboutFragment } from '../../kit/notices/notices.generated.ts';
import { WordsButton } from '../../kit/words-button.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { Papers } from './papers.tsx';
import type { ToRun } from './vote.tsx';
import {
  AnnounceVoteDocument,
  CancelVoteDocument,
  CloseVoteDocument,
  ConfirmVoteDocument,
  FileVoteDocument,
  InvalidateVoteDocument,
  NoticeVoteDocument,
  OpenVoteDocument,
  TallyVoteDocument,
} from './votes.generated.ts';

const next = textsOf({
  DRAFT: [
    '先起草并发布表决公示，再由组织者选定公示和投票时间。',
    'A notice of the vote is drafted and published; then whoever organises it names that notice and the time to vote.',
  ],
  NOTICED: [
    '公示期满、没有未决异议，并且到了开始时间，街道或社区才能开始投票。',
    'The street or the community opens it when the days of its notice are over, no objection is open, and its time has come.',
  ],
  OPEN: ['到截止时间后，由街道或社区截止投票。', 'The street or the community closes it when its time is over.'],
  CLOSED: [
    '由街道或社区计票；计票前仍可登记收到的纸质选票。',
    'The street or the community counts it; until then papers from the box can be entered.',
  ],
  TALLIED: [
    '由社区党总支书记确认；起草和公示这项表决的人不能确认。',
    'The secretary of the community confirms it; not whoever drafted or announced it.',
  ],
  CONFIRMED: [
    '先发布结果公示，再由组织者公告结果。',
    'A notice of the result is published; then whoever organised the vote announces it by that.',
  ],
  ANNOUNCED: [
    '结果已公告。选举通过的，由街道或社区备案。',
    'The result is announced. An election that passed is filed by the street or the community.',
  ],
  FILED: ['已备案，不再办理。', 'It is filed; nothing more is to be done.'],
  INVALID: ['表决无效，不再办理。', 'It does not count; nothing more is to be done.'],
  CANCELLED: ['表决已取消，不再办理。', 'It was given up; nothing more is to be done.'],
}) satisfies Record<VoteState, unknown>;

const texts = textsOf({
  nothing: ['现在没有您可以办理的。', 'There is nothing for you to do now.'],
  notice: ['登记公示', 'Announce it'],
  noticeAbout: [
    '投票在公示期满后开始，历时 7 至 30 天。',
    'It opens when the days of the notice are over, and is open for 7 to 30 days.',
  ],
  whichNotice: ['公示', 'Notice'],
  noNotice: ['还没有正在公示的，请先在本页起草并发布。', 'None is public: draft and publish one on this page first.'],
  until: (day: string | null) => [`公示至 ${day ?? '—'}`, `public until ${day ?? '—'}`],
  opensAt: ['开始时间', 'Opens'],
  closesAt: ['截止时间', 'Ends'],
  open: ['开始投票', 'Open it'],
  opening: ['投票名册随即冻结。', 'The roll is frozen with it.'],
  close: ['截止投票', 'Close it'],
  tally: ['计票', 'Count it'],
  tallying: ['计票后不能再登记选票。', 'No ballot can be entered any more.'],
  confirm: ['确认结果', 'Confirm the result'],
  announce: ['公告结果', 'Announce the result'],
  file: ['备案', 'File it'],
  cancel: ['取消表决', 'Give it up'],
  cancelAbout: ['取消后不能恢复，可重新起草。', 'It cannot be taken up again; another one can be drafted.'],
  invalidate: ['宣布无效', 'Declare it invalid'],
  reason: ['理由', 'Reason'],
});

interface RunningProps {
  readonly of: ToRun;
  /** Those about it, of both kinds. */
  readonly notices: readonly NoticeAboutFragment[];
}

export function Running({ of, notices }: RunningProps) {
  const t = useTexts({ ...texts, ...next });
  const { id, version, state, allowedTransitions, canRecordPapers } = of;
  const may = (mutation: string) => allows(allowedTransitions, mutation);
  const input = { id, version };
  const command = { variables: { input }, type: 'primary' } as const;
  const said = (reason: string) => ({ input: { ...input, reason } });
  const publicOf = (kind: 'VOTE' | 'VOTE_RESULT') => notices.filter((each) => each.kind === kind && isPublic(each));
  const choiceOf = (kind: 'VOTE' | 'VOTE_RESULT') => (
    <Select
      key={kind}
      notFoundContent={t.noNotice}
      options={publicOf(kind).map(({ id: value, no, title, lastDay }) => ({
        value,
        label: [no, title, t.until(lastDay)].join(' · '),
      }))}
    />
  );
  const [first] = publicOf('VOTE');
  const [firstResult] = publicOf('VOTE_RESULT');
  return (
    <Flex vertical gap={12} align="flex-start">
      <Typography.Text>{t[state]}</Typography.Text>
      {allowedTransitions.length === 0 && !canRecordPapers && (
        <Typography.Text type="secondary">{t.nothing}</Typography.Text>
      )}
      <Flex wrap gap={8}>
        {may('noticeVote') && (
          <FieldsButton
            type="primary"
            document={NoticeVoteDocument}
            variables={(named: { notice: string; opensAt: string; closesAt: string }) => ({
              input: { ...input, ...named },
            })}
            values={first ? { notice: first.id } : {}}
            fields={[
              ['notice', t.whichNotice, choiceOf('VOTE')],
              ['opensAt', t.opensAt, <InstantField key="opensAt" />],
              ['closesAt', t.closesAt, <InstantField key="closesAt" />],
            ]}
            about={t.noticeAbout}
          >
            {t.notice}
          </FieldsButton>
        )}
        {may('openVote') && (
          <CommandButton {...command} document={OpenVoteDocument} confirm={t.opening}>
            {t.open}
          </CommandButton>
        )}
        {canRecordPapers && <Papers of={of} />}
        {may('closeVote') && (
          <CommandButton {...command} document={CloseVoteDocument}>
            {t.close}
          </CommandButton>
        )}
        {may('tallyVote') && (
          <CommandButton {...command} document={TallyVoteDocument} confirm={t.tallying}>
            {t.tally}
          </CommandButton>
        )}
        {may('confirmVote') && (
          <CommandButton {...command} document={ConfirmVoteDocument}>
            {t.confirm}
          </CommandButton>
        )}
        {may('announceVote') && (
          <FieldsButton
            type="primary"
            document={AnnounceVoteDocument}
            variables={(named: { resultNotice: string }) => ({ input: { ...input, ...named } })}
            values={firstResult ? { resultNotice: firstResult.id } : {}}
            fields={[['resultNotice', t.whichNotice, choiceOf('VOTE_RESULT')]]}
          >
            {t.announce}
          </FieldsButton>
        )}
        {may('fileVote') && (
          <CommandButton {...command} document={FileVoteDocument}>
            {t.file}
          </CommandButton>
        )}
        {may('cancelVote') && (
          <WordsButton
            label={t.reason}
            field="reason"
            about={t.cancelAbout}
            document={CancelVoteDocument}
            variables={said}
          >
            {t.cancel}
          </WordsButton>
        )}
        {may('invalidateVote') && (
          <WordsButton danger label={t.reason} field="reason" document={InvalidateVoteDocument} variables={said}>
            {t.invalidate}
          </WordsButton>
        )}
      </Flex>
    </Flex>
  );
}
