/**
 * Confirms the first suggestion of every line that the filter leaves, in one act: gathered page by page, counted by rule and
 * shown before. What leaves a difference somebody has to bear is decided one by one, and stays.
 */
import { useApolloClient } from '@apollo/client/react';
import { Modal, Progress } from 'antd';
import { useEffect, useState } from 'react';
import type { BankLineFilter } from '../../../graph/types.ts';
import { Failure } from '../../../kit/failure.tsx';
import { sumOf } from '../../../kit/fen.ts';
import { Money, signOf } from '../../../kit/money.tsx';
import { NotDone } from '../../../kit/not-done.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { useCommand, useCommandId } from '../../../kit/use-command.ts';
import { many, textsOf, useTexts } from '../../../language/text.ts';
import { rules, useWord } from '../words.ts';
import { ConfirmSuggestionsDocument, SuggestedLinesDocument } from './commands.generated.ts';

/** What one act may confirm. */
const MOST = 10_000;

const texts = textsOf({
  title: ['批量确认建议', 'Confirm suggestions'],
  about: [
    '按当前筛选，确认每笔未核销流水的首条建议。确认后可整批撤销。',
    'Confirms the first suggestion of each open line that the filter leaves. The batch can be undone as a whole.',
  ],
  gathering: (count: number, total: number) => [`正在收集建议 ${count} / ${total}`, `Gathering ${count} of ${total}`],
  confirm: (count: number) => [`确认 ${count} 条建议`, `Confirm ${many(count, 'suggestion')}`],
  nothing: ['当前筛选下没有可批量确认的建议。', 'The filter leaves no suggestion to confirm in a batch.'],
  differs: (count: number) => [
    `另有 ${count} 笔有差额，请逐笔处理。`,
    `${count} more leave a difference: decide them one by one.`,
  ],
  most: [
    `一次最多确认 ${MOST} 条，其余请再次批量确认。`,
    `At most ${MOST} at once: confirm the rest in another batch.`,
  ],
  rule: ['规则', 'Rule'],
  count: ['笔数', 'Lines'],
  sum: ['未核销金额', 'Open'],
  cancel: ['取消', 'Cancel'],
});

interface Gathered {
  readonly looked: number;
  readonly total: number;
  readonly isWhole: boolean;
  /** By the suggestion's id: lines that belong together show the same one. */
  readonly suggestions: ReadonlyMap<string, { readonly rule: string; readonly open: string }>;
  readonly differing: number;
  /** Where the next page begins. */
  readonly end: string | null;
}

const NONE: Gathered = { looked: 0, total: 0, isWhole: false, suggestions: new Map(), differing: 0, end: null };

interface BatchDialogProps {
  readonly account: string;
  readonly filter: BankLineFilter;
  readonly begun: (batch: string) => void;
  readonly close: () => void;
}

export function BatchDialog({ account, filter, begun, close }: BatchDialogProps) {
  const t = useTexts(texts);
  const word = useWord();
  const { gathered, failure } = useGathered(account, filter);
  const command = useCommand(ConfirmSuggestionsDocument);
  const { id: clientMutationId } = useCommandId();
  const { suggestions, isWhole, looked, total, differing } = gathered;
  const send = async () => {
    const chosen = [...suggestions.keys()].map((suggestion) => ({ suggestion }));
    const answer = await command.run({ input: { bankAccount: account, clientMutationId, suggestions: chosen } });
    if (answer) begun(answer.batch.id);
  };
  const byRule = Map.groupBy(suggestions.values(), ({ rule }) => rule);
  return (
    <Modal
      open
      title={t.title}
      okText={t.confirm(suggestions.size)}
      cancelText={t.cancel}
      okButtonProps={{ disabled: !isWhole || suggestions.size === 0 }}
      confirmLoading={command.isRunning}
      onOk={send}
      onCancel={close}
    >
      <p>{t.about}</p>
      {failure ? <Failure error={failure} /> : null}
      {!isWhole && !failure && (
        <div role="status">
          {t.gathering(looked, total)}
          <Progress
            percent={total > 0 ? Math.floor((looked * 100) / total) : 0}
            status="active"
            aria-label={t.gathering(looked, total)}
          />
        </div>
      )}
      {isWhole && suggestions.size === 0 && <Notice type="info" title={t.nothing} />}
      {suggestions.size > 0 && (
        <table style={{ width: '100%', marginBottom: 12 }}>
          <thead>
            <tr>
              <th style={{ textAlign: 'left' }}>{t.rule}</th>
              <th style={{ textAlign: 'right' }}>{t.count}</th>
              <th style={{ textAlign: 'right' }}>{t.sum}</th>
            </tr>
          </thead>
          <tbody>
            {[...byRule].map(([rule, own]) => (
              <tr key={rule}>
                <td>{word(rules, rule)}</td>
                <td style={{ textAlign: 'right' }}>{own.length}</td>
                <td style={{ textAlign: 'right' }}>
                  <Money of={sumOf(own.map(({ open }) => open))} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {differing > 0 && <Notice type="info" title={t.differs(differing)} style={{ marginBottom: 8 }} />}
      {suggestions.size === MOST && <Notice type="info" title={t.most} style={{ marginBottom: 8 }} />}
      <NotDone of={command} again={send} />
    </Modal>
  );
}

function useGathered(account: string, filter: BankLineFilter) {
  const client = useApolloClient();
  const [gathered, setGathered] = useState(NONE);
  const [failure, setFailure] = useState<unknown>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: gathered once, as the dialogue opens
  useEffect(() => {
    const stop = new AbortController();
    gather(stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) setFailure(error);
    });
    return () => stop.abort();

    async function gather(signal: AbortSignal) {
      for (let now = NONE; !now.isWhole; ) {
        const lines = await page(now.end);
        if (!lines || signal.aborted) return;
        now = withPage(now, lines);
        setGathered(now);
      }
    }

    /** Of the open lines that have a suggestion at all. */
    async function page(after: string | null): Promise<Lines | undefined> {
      const suggested = { ...filter, state: 'UNMATCHED' as const, confidenceFrom: 0 };
      const variables = { account, filter: suggested, after };
      const { data } = await client.query({ query: SuggestedLinesDocument, variables });
      return data?.bankAccount?.lines;
    }
  }, []);
  return { gathered, failure };
}

interface Lines {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly {
    readonly node: {
      readonly open: string;
      readonly suggestions: readonly { readonly id: string; readonly rule: string; readonly difference: string }[];
    };
  }[];
}

function withPage(now: Gathered, { edges, pageInfo, totalCount }: Lines): Gathered {
  const suggestions = new Map(now.suggestions);
  let { differing } = now;
  for (const { node } of edges) {
    const [best] = node.suggestions;
    if (!best || suggestions.has(best.id)) continue;
    if (leavesDifference(best)) differing += 1;
    else if (suggestions.size < MOST) suggestions.set(best.id, { rule: best.rule, open: node.open });
  }
  const isWhole = !pageInfo.hasNextPage || suggestions.size === MOST;
  return {
    looked: now.looked + edges.length,
    total: totalCount,
    isWhole,
    suggestions,
    differing,
    end: pageInfo.endCursor,
  };
}

/** A part payment pays as far as it goes; any other difference somebody has to bear. */
export function leavesDifference({
  rule,
  difference,
}: {
  readonly rule: string;
  readonly difference: string;
}): boolean {
  return rule !== 'PART_PAYMENT' && signOf(difference) !== 0;
}
