/** What the owners of a compound have decided, and decide now. Choices are never shown, totals always. */
import { useQuery } from '@apollo/client/react';
import type { VoteState } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { countText } from '../../kit/money.tsx';
import { voteMatters, voteStates } from '../../kit/vote-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { CompoundVotesDocument } from './votes.generated.ts';

const texts = textsOf({
  label: ['业主表决', 'Votes'],
  title: ['标题', 'Title'],
  matter: ['事项', 'Matter'],
  state: ['状态', 'State'],
  result: ['结果', 'Result'],
  passed: ['通过', 'Passed'],
  notPassed: ['未通过', 'Not passed'],
  heads: ['同意 / 参与 / 业主总数', 'For / taking part / owners'],
  closes: ['截止时间', 'Ends'],
  empty: ['还没有业主表决。由业委会起草并公示后出现。', 'No votes yet. They appear once the committee announces one.'],
});

const over: readonly VoteState[] = ['CONFIRMED', 'ANNOUNCED', 'FILED', 'INVALID'];

export default function Votes({ code }: { readonly code: string }) {
  const t = useTexts(texts);
  const [state, matter] = [useTexts(voteStates), useTexts(voteMatters)];
  const page = useListPage('votes');
  const asked = useQuery(CompoundVotesDocument, { variables: { code, ...page.variables } });
  return (
    <Answer to={asked}>
      {({ compound }) => (
        <ListTable
          label={t.label}
          of={compound?.votes ?? null}
          page={page}
          isLoading={asked.loading}
          empty={t.empty}
          rowKey={({ id }) => id}
          columns={[
            { title: t.title, cell: ({ title }) => title },
            { title: t.state, cell: (row) => state[row.state] },
            {
              title: t.result,
              cell: (row) => (row.isPassed ? t.passed : over.includes(row.state) ? t.notPassed : '—'),
            },
            { title: t.matter, cell: (row) => matter[row.matter] },
            {
              title: t.heads,
              align: 'right',
              cell: ({ tally }) =>
                tally ? [tally.forOwners, tally.participatingOwners, tally.owners].map(countText).join(' / ') : '—',
            },
            { title: t.closes, cell: ({ closesAt }) => <When at={closesAt} /> },
          ]}
        />
      )}
    </Answer>
  );
}
