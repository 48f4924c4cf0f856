/** Objections to what is published that nobody has decided: by when, what they say, and the answer to them. */
import { Card, Flex } from 'antd';
import { Link } from 'react-router';
import { allows } from '../../kit/allows.ts';
import { CommandButton } from '../../kit/command-button.tsx';
import type { Connection, ListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { When } from '../../kit/when.tsx';
import { WordsButton } from '../../kit/words-button.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import {
  AcknowledgeObjectionDocument,
  type ObjectionToAnswerFragment,
  RejectObjectionDocument,
  UpholdObjectionDocument,
} from './publications.generated.ts';

const texts = textsOf({
  title: ['待答复的异议', 'Objections to answer'],
  compound: ['小区', 'Compound'],
  filedOn: ['提出', 'Filed'],
  dueOn: ['最迟答复', 'Answer by'],
  text: ['异议内容', 'Objection'],
  decision: ['处理', 'Decision'],
  acknowledge: ['受理', 'Acknowledge'],
  acknowledged: ['已受理', 'Acknowledged'],
  uphold: ['异议成立', 'Uphold'],
  upheld: ['已认定成立，须另发更正公示', 'Upheld: a correction has to be published'],
  reject: ['异议不成立', 'Not upheld'],
  rejected: ['已答复', 'Answered'],
  answer: ['处理意见', 'Answer'],
  isPublic: ['处理意见在公示页公开，请不要写姓名。', 'The answer is public on the compound’s page: name nobody.'],
  empty: ['没有待答复的异议。', 'No objection waits for an answer.'],
});

interface ObjectionsProps {
  readonly of: Connection<ObjectionToAnswerFragment> | null;
  readonly page: ListPage;
}

export function ObjectionsToAnswer({ of, page }: ObjectionsProps) {
  const t = useTexts(texts);
  const columns: Columns<ObjectionToAnswerFragment> = [
    {
      title: t.compound,
      cell: ({ compound }) => compound && <Link to={`/public/${compound.code}`}>{compound.name}</Link>,
    },
    { title: t.filedOn, cell: ({ filedOn }) => <When at={filedOn} /> },
    { title: t.dueOn, cell: ({ dueOn }) => <When at={dueOn} /> },
    { title: t.text, cell: ({ text }) => <span style={{ whiteSpace: 'pre-line' }}>{text}</span> },
    { title: t.decision, cell: (objection) => <Answering of={objection} /> },
  ];
  return (
    <Card size="small" title={t.title}>
      <ListTable label={t.title} of={of} page={page} columns={columns} rowKey={({ id }) => id} empty={t.empty} />
    </Card>
  );
}

function Answering({ of: { id, version, allowedTransitions } }: { readonly of: ObjectionToAnswerFragment }) {
  const t = useTexts(texts);
  const may = (mutation: string) => allows(allowedTransitions, mutation);
  const answer = { label: t.answer, field: 'decision', about: t.isPublic, size: 'small' } as const;
  const input = { id, version };
  return (
    <Flex wrap gap={8}>
      {may('acknowledgeObjection') && (
        <CommandButton size="small" document={AcknowledgeObjectionDocument} variables={{ input }} done={t.acknowledged}>
          {t.acknowledge}
        </CommandButton>
      )}
      {may('upholdObjection') && (
        <WordsButton
          {...answer}
          danger
          document={UpholdObjectionDocument}
          variables={(decision) => ({ input: { ...input, decision } })}
          done={t.upheld}
        >
          {t.uphold}
        </WordsButton>
      )}
      {may('rejectObjection') && (
        <WordsButton
          {...answer}
          document={RejectObjectionDocument}
          variables={(decision) => ({ input: { ...input, decision } })}
          done={t.rejected}
        >
          {t.reject}
        </WordsButton>
      )}
    </Flex>
  );
}
