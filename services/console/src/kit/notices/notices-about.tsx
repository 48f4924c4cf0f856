/** The notices 公示 about one thing: they are drafted, read once more and published, since what is public never changes. */
import { Flex, Input, Typography } from 'antd';
import type { NoticeKind, NoticeState, NoticeSubjectType } from '../../graph/types.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole, noticeWriters } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { allows } from '../allows.ts';
import { CommandButton } from '../command-button.tsx';
import { FieldsButton } from '../fields-button.tsx';
import { type Look, Status } from '../status.tsx';
import { When } from '../when.tsx';
import { WordsButton } from '../words-button.tsx';
import { noticeStates } from './notice-states.ts';
import {
  DraftNoticeDocument,
  type NoticeAboutFragment,
  PublishNoticeDocument,
  ReviseNoticeDocument,
  WithdrawNoticeDocument,
} from './notices.generated.ts';

const texts = textsOf({
  none: ['还没有公示。', 'There is no notice yet.'],
  until: ['公示至', 'public until'],
  draft: ['起草公示', 'Draft a notice'],
  drafting: [
    '发布后文字不能再改。不写困难群众、未成年人和信访人的姓名。',
    'What is public is not changed any more. No names of people in hardship, of minors or of petitioners.',
  ],
  title: ['标题', 'Title'],
  body: ['正文', 'Body'],
  revise: ['修改草稿', 'Change the draft'],
  publish: ['发布公示', 'Publish'],
  publishing: ['公示期从今天起算，文字不能再改。', 'Its days begin today, and its words are not changed any more.'],
  withdraw: ['撤回公示', 'Withdraw'],
  reason: ['理由', 'Reason'],
});

const looks = {
  DRAFT: 'ready',
  PUBLISHED: 'waiting',
  OBJECTED: 'blocked',
  CLOSED: 'done',
  WITHDRAWN: 'gone',
} as const satisfies Record<NoticeState, Look>;

interface Words {
  readonly title: string;
  readonly body: string;
}

interface NoticesAboutProps {
  /** The code of the place where it is public. */
  readonly place: string;
  readonly kind: NoticeKind;
  readonly subjectType: NoticeSubjectType;
  readonly subjectId: string;
  /** Those that are there. */
  readonly of: readonly NoticeAboutFragment[];
  /** What a new one begins with. */
  readonly suggested: Words;
}

export function NoticesAbout({ of: notices, suggested, ...about }: NoticesAboutProps) {
  const t = useTexts(texts);
  const fields = useFields();
  const { grants } = useViewer();
  return (
    <Flex vertical gap={12} align="flex-start">
      {notices.length === 0 && <Typography.Text type="secondary">{t.none}</Typography.Text>}
      {notices.map((notice) => (
        <One key={notice.id} of={notice} />
      ))}
      {hasRole(grants, ...noticeWriters) && (
        <FieldsButton
          document={DraftNoticeDocument}
          variables={(words: Words, clientMutationId) => ({ input: { ...about, ...words, clientMutationId } })}
          fields={fields}
          values={suggested}
          about={t.drafting}
        >
          {t.draft}
        </FieldsButton>
      )}
    </Flex>
  );
}

function useFields() {
  const t = useTexts(texts);
  return [
    ['title', t.title, <Input key="title" maxLength={100} />],
    ['body', t.body, <Input.TextArea key="body" rows={8} maxLength={20_000} />],
  ] as const;
}

function One({ of }: { readonly of: NoticeAboutFragment }) {
  const t = useTexts(texts);
  const states = useTexts(noticeStates);
  const fields = useFields();
  const { id, version, no, title, body, days, state, lastDay } = of;
  const may = (mutation: string) => allows(of.allowedTransitions, mutation);
  const input = { id, version };
  const attachments = of.attachments?.map(({ name, sha256 }) => ({ name, sha256 })) ?? null;
  return (
    <Flex vertical gap={8}>
      <span>
        <strong>{title}</strong> <small>{no}</small>
      </span>
      <span>
        <Status look={looks[state]}>{states[state]}</Status>{' '}
        {lastDay && (
          <>
            {t.until} <When at={lastDay} />
          </>
        )}
      </span>
      <Typography.Paragraph style={{ whiteSpace: 'pre-line', margin: 0 }}>{body}</Typography.Paragraph>
      <Flex wrap gap={8}>
        {may('publishNotice') && (
          <CommandButton
            type="primary"
            size="small"
            document={PublishNoticeDocument}
            variables={{ input }}
            confirm={t.publishing}
          >
            {t.publish}
          </CommandButton>
        )}
        {may('reviseNotice') && (
          <FieldsButton
            size="small"
            document={ReviseNoticeDocument}
            variables={(words: Words) => ({ input: { ...input, days, attachments, ...words } })}
            fields={fields}
            values={{ title, body }}
            about={t.drafting}
          >
            {t.revise}
          </FieldsButton>
        )}
        {may('withdrawNotice') && (
          <WordsButton
            size="small"
            label={t.reason}
            field="reason"
            document={WithdrawNoticeDocument}
            variables={(reason) => ({ input: { ...input, reason } })}
          >
            {t.withdraw}
          </WordsButton>
        )}
      </Flex>
    </Flex>
  );
}
