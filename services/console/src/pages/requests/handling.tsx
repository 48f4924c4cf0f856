/** What the graph lets the viewer do with a request now, in the order in which it is usually done. */
import { Flex, Input, InputNumber, Select } from 'antd';
import type { RequestPost, RequestSatisfaction, RequestWaiting } from '../../graph/types.ts';
import { allows } from '../../kit/allows.ts';
import { CommandButton } from '../../kit/command-button.tsx';
import { FieldsButton } from '../../kit/fields-button.tsx';
import { optionsOf } from '../../kit/options-of.ts';
import { requestWaiting, satisfactions } from '../../kit/request-detail-words.ts';
import { requestPosts } from '../../kit/request-words.ts';
import { WordsButton } from '../../kit/words-button.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { OtherRequest } from './other-request.tsx';
import type { ToHandle } from './request.tsx';
import {
  AcceptRequestDocument,
  AdoptOpinionDocument,
  AnswerOpinionDocument,
  ApproveExtensionDocument,
  AskForExtensionDocument,
  DeclareNotFeasibleDocument,
  DispatchRequestDocument,
  EscalateRequestDocument,
  MergeRequestDocument,
  RecordCallBackDocument,
  ResolveRequestDocument,
  ResumeRequestDocument,
  ReturnRequestDocument,
  StartRequestDocument,
  UnmergeRequestDocument,
  WaitForRequestDocument,
} from './requests.generated.ts';

const texts = textsOf({
  accept: ['签收', 'Accept'],
  start: ['开始办理', 'Begin'],
  resolve: ['办结答复', 'Reply that it is solved'],
  resolveAbout: [
    '居民会看到答复并评价，也可以要求重新办理。',
    'The resident reads the reply and rates it, or has it gone on with.',
  ],
  reply: ['答复', 'Reply'],
  reason: ['理由', 'Reason'],
  adopt: ['采纳意见', 'Adopt it'],
  answer: ['答复意见', 'Answer it'],
  resume: ['恢复办理', 'Go on with it'],
  wait: ['挂起等待', 'Let it wait'],
  waitAbout: ['等待期间不计时限。', 'Its time stands still meanwhile.'],
  waitingFor: ['等待谁', 'For whom'],
  extend: ['申请延期', 'Ask for more days'],
  extendAbout: ['由上一级批准，只能延期一次。', 'The level above grants it, once.'],
  days: ['工作日（1 至 15）', 'Working days, 1 to 15'],
  grant: (days: number) => [`批准延期 ${days} 个工作日`, `Grant ${days} more working days`],
  escalate: ['升级到上一级', 'Pass it upwards'],
  giveBack: ['退回重派', 'Send it back'],
  giveBackAbout: ['退给上一级重新派单，只能退回一次。', 'The level above gives it to another post; once only.'],
  dispatch: ['派给岗位', 'Give it to a post'],
  post: ['岗位', 'Post'],
  notFeasible: ['答复无法办理', 'Reply that it cannot be done'],
  merge: ['并入另一件', 'Make it a part of another'],
  mergeAbout: [
    '同一小区同一件事只办一次，一起答复。',
    'What is the same in one compound is handled and answered once.',
  ],
  other: ['并入', 'Part of'],
  unmerge: ['撤销并案', 'Take it apart again'],
  callBack: ['登记回访结果', 'Record a call-back'],
  callBackAbout: ['回访后诉求归档，结果计入“三率”。', 'This closes the request and counts in its rates.'],
  notReached: ['回访未接通', 'Nobody answered'],
  contacted: ['承办人联系过', 'Was contacted'],
  resolved: ['问题已解决', 'Is it solved'],
  satisfaction: ['满意程度', 'How satisfied'],
  yes: ['是', 'Yes'],
  no: ['否', 'No'],
});

const words = <Input.TextArea rows={3} maxLength={2000} />;

export function Handling({ of: { id, version, compound, extensionDays, allowedTransitions } }: { of: ToHandle }) {
  const t = useTexts(texts);
  const posts = optionsOf(useTexts(requestPosts));
  const waiting = optionsOf(useTexts(requestWaiting));
  const satisfied = optionsOf(useTexts(satisfactions));
  const may = (mutation: string) => allows(allowedTransitions, mutation);
  const input = { id, version };
  const replying = {
    variables: ({ reply }: { reply: string }) => ({ input: { ...input, reply } }),
    fields: [['reply', t.reply, words]] as const,
  };
  const yesOrNo = (
    <Select
      options={[
        { value: true, label: t.yes },
        { value: false, label: t.no },
      ]}
    />
  );
  return (
    <Flex wrap gap={8}>
      {may('acceptRequest') && (
        <CommandButton type="primary" document={AcceptRequestDocument} variables={{ input }}>
          {t.accept}
        </CommandButton>
      )}
      {may('startRequest') && (
        <CommandButton type="primary" document={StartRequestDocument} variables={{ input }}>
          {t.start}
        </CommandButton>
      )}
      {may('resumeRequest') && (
        <CommandButton type="primary" document={ResumeRequestDocument} variables={{ input }}>
          {t.resume}
        </CommandButton>
      )}
      {may('resolveRequest') && (
        <FieldsButton type="primary" document={ResolveRequestDocument} {...replying} about={t.resolveAbout}>
          {t.resolve}
        </FieldsButton>
      )}
      {may('adoptOpinion') && (
        <FieldsButton type="primary" document={AdoptOpinionDocument} {...replying}>
          {t.adopt}
        </FieldsButton>
      )}
      {may('answerOpinion') && (
        <FieldsButton document={AnswerOpinionDocument} {...replying}>
          {t.answer}
        </FieldsButton>
      )}
      {may('dispatchRequest') && (
        <FieldsButton
          type="primary"
          document={DispatchRequestDocument}
          variables={({ role }: { role: RequestPost }) => ({ input: { ...input, role } })}
          fields={[['role', t.post, <Select key="role" options={posts} />]]}
        >
          {t.dispatch}
        </FieldsButton>
      )}
      {may('approveExtension') && (
        <CommandButton type="primary" document={ApproveExtensionDocument} variables={{ input }}>
          {t.grant(extensionDays ?? 0)}
        </CommandButton>
      )}
      {may('recordCallBack') && (
        <>
          <FieldsButton
            document={RecordCallBackDocument}
            variables={(said: { contacted: boolean; resolved: boolean; satisfaction: RequestSatisfaction }) => ({
              input: { ...input, answered: true, ...said },
            })}
            fields={[
              ['contacted', t.contacted, yesOrNo],
              ['resolved', t.resolved, yesOrNo],
              ['satisfaction', t.satisfaction, <Select key="satisfaction" options={satisfied} />],
            ]}
            about={t.callBackAbout}
          >
            {t.callBack}
          </FieldsButton>
          <CommandButton document={RecordCallBackDocument} variables={{ input: { ...input, answered: false } }}>
            {t.notReached}
          </CommandButton>
        </>
      )}
      {may('waitForRequest') && (
        <FieldsButton
          document={WaitForRequestDocument}
          variables={(said: { waitingFor: RequestWaiting; reason: string }) => ({ input: { ...input, ...said } })}
          fields={[
            ['waitingFor', t.waitingFor, <Select key="waitingFor" options={waiting} />],
            ['reason', t.reason, words],
          ]}
          about={t.waitAbout}
        >
          {t.wait}
        </FieldsButton>
      )}
      {may('askForExtension') && (
        <FieldsButton
          document={AskForExtensionDocument}
          variables={(said: { extensionDays: number; reason: string }) => ({ input: { ...input, ...said } })}
          fields={[
            ['extensionDays', t.days, <InputNumber key="days" min={1} max={15} precision={0} />],
            ['reason', t.reason, words],
          ]}
          about={t.extendAbout}
        >
          {t.extend}
        </FieldsButton>
      )}
      {may('mergeRequest') && (
        <FieldsButton
          document={MergeRequestDocument}
          variables={({ mergedInto }: { mergedInto: string }) => ({ input: { ...input, mergedInto } })}
          fields={[['mergedInto', t.other, <OtherRequest key="other" than={id} compound={compound.code} />]]}
          about={t.mergeAbout}
        >
          {t.merge}
        </FieldsButton>
      )}
      {may('unmergeRequest') && (
        <CommandButton document={UnmergeRequestDocument} variables={{ input }}>
          {t.unmerge}
        </CommandButton>
      )}
      {may('escalateRequest') && (
        <WordsButton
          label={t.reason}
          field="reason"
          document={EscalateRequestDocument}
          variables={(reason) => ({ input: { ...input, reason } })}
        >
          {t.escalate}
        </WordsButton>
      )}
      {may('returnRequest') && (
        <WordsButton
          label={t.reason}
          field="reason"
          about={t.giveBackAbout}
          document={ReturnRequestDocument}
          variables={(reason) => ({ input: { ...input, reason } })}
        >
          {t.giveBack}
        </WordsButton>
      )}
      {may('declareNotFeasible') && (
        <FieldsButton
          danger
          document={DeclareNotFeasibleDocument}
          variables={(said: { reason: string; reply: string }) => ({ input: { ...input, ...said } })}
          fields={[
            ['reason', t.reason, words],
            ['reply', t.reply, words],
          ]}
        >
          {t.notFeasible}
        </FieldsButton>
      )}
    </Flex>
  );
}
