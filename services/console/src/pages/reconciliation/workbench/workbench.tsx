/** The lines of the bank beside what the book expects, and everything by keys: choose, match, split, undo, write off, comment. */
import { useApolloClient, useQuery } from '@apollo/client/react';
import { App, Button, type InputRef } from 'antd';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { allows } from '../../../kit/allows.ts';
import { Answer } from '../../../kit/answer.tsx';
import { Failure } from '../../../kit/failure.tsx';
import { moneyText, signOf } from '../../../kit/money.tsx';
import { NotDone } from '../../../kit/not-done.tsx';
import { useFilter } from '../../../kit/use-filter.ts';
import { useTexts } from '../../../language/text.ts';
import { hasRole } from '../../../session/roles.ts';
import { useViewer } from '../../../session/viewer.tsx';
import { AccountHead } from '../account-head.tsx';
import { leavesDifference } from './batch-dialog.tsx';
import { BatchProgress } from './batch-progress.tsx';
import { type Dialog, Dialogs } from './dialogs.tsx';
import { filterNames, itemFilterOf, lineFilterOf } from './filter.ts';
import { Filters } from './filters.tsx';
import { type Act, useKeys } from './keys.ts';
import { LinePanel, type Suggestion } from './line-panel.tsx';
import { Lists } from './lists.tsx';
import type { AskPage } from './row-window.ts';
import { isNothing, useSelection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { workbenchTexts } from './texts.ts';
import { useLineDetail } from './use-line-detail.ts';
import { type Bearing, NOTHING_BORNE, useMatching } from './use-matching.ts';
import { useRowWindow } from './use-row-window.ts';
import {
  type BankLineRowFragment,
  BankLinesDocument,
  type BookItemRowFragment,
  BookItemsDocument,
  WorkbenchDocument,
} from './workbench.generated.ts';

export function Workbench({ account, tabs }: { readonly account: string; readonly tabs: ReactNode }) {
  const t = useTexts(workbenchTexts);
  const client = useApolloClient();
  const { grants } = useViewer();
  const { message } = App.useApp();
  const { filter, change } = useFilter(filterNames);
  const [lineFilter, itemFilter] = useMemo(() => [lineFilterOf(filter), itemFilterOf(filter)], [filter]);
  const asked = useQuery(WorkbenchDocument, {
    variables: { account, lines: lineFilter, items: itemFilter },
    fetchPolicy: 'no-cache',
  });
  const shown = asked.data ?? asked.previousData;
  const found = shown?.bankAccount ?? null;

  const list = `${account} ${JSON.stringify(lineFilter)}`;
  const askLines: AskPage<BankLineRowFragment> = async (page) => {
    const { data } = await client.query({
      query: BankLinesDocument,
      variables: { account, filter: lineFilter, ...page },
    });
    return data?.bankAccount?.lines ?? { edges: [], pageInfo: { startCursor: null, endCursor: null } };
  };
  const askItems: AskPage<BookItemRowFragment> = async (page) => {
    const { data } = await client.query({
      query: BookItemsDocument,
      variables: { account, filter: itemFilter, ...page },
    });
    return data?.bankAccount?.items ?? { edges: [], pageInfo: { startCursor: null, endCursor: null } };
  };
  const lines = useRowWindow(found?.lines ?? null, list, askLines);
  const items = useRowWindow(found?.items ?? null, `${account} ${JSON.stringify(itemFilter)}`, askItems);

  const { selection, sums, clear, toggleLine, toggleItem, split } = useSelection();
  const [[activeLine, activeItem], setActive] = useState<readonly [number, number]>([-1, -1]);
  const looked = lines.rowAt(Math.min(activeLine, lines.total - 1)) ?? null;
  const { detail, error, refetch } = useLineDetail(account, looked?.id ?? null);
  const matching = useMatching(account);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [batch, setBatch] = useState<string | null>(null);
  const [lastMatch, setLastMatch] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const search = useRef<InputRef>(null);
  const boxes = useRef<HTMLDivElement>(null);

  const mayMatch = hasRole(grants, 'FINANCE_MAKER');
  const mayComment = mayMatch || hasRole(grants, 'FINANCE_CHECKER');
  /** What was chosen may be matched by it. */
  const begin = (begun: string) => {
    clear();
    setDialog(null);
    setBatch(begun);
  };
  const tell = (what: string) => {
    setSaid(what);
    message.success(what);
  };
  const goTo = (name: string) => boxes.current?.querySelector<HTMLElement>(`[data-list=${name}]`)?.focus();

  const match = async (bearing: Bearing) => {
    const made = await matching.confirmMatch(selection, bearing);
    if (!made) return;
    const { size } = selection.lines;
    clear();
    setLastMatch(made);
    setDialog(null);
    tell(bearing.variance === 'WRITE_OFF' || size === 0 ? t.proposed : t.matched(size, moneyText(sums.lines)));
  };
  const confirmSuggestion = async (suggestion: Suggestion, bearing: Bearing) => {
    const begun = await matching.confirmSuggestion(suggestion.id, bearing);
    if (begun) begin(begun);
  };
  const take = (suggestion: Suggestion) => {
    if (leavesDifference(suggestion)) setDialog({ is: 'SUGGESTION', suggestion });
    else void confirmSuggestion(suggestion, NOTHING_BORNE);
  };
  const lookThrough = async () => {
    const answer = await matching.matchAccount();
    if (answer?.__typename === 'MatchBatchBegun') begin(answer.batch.id);
    else if (answer) tell(t.lookedThrough(answer.matched, answer.suggested, answer.left));
  };

  const act = (what: Act) => {
    matching.forget();
    const undoable = detail?.matches.find(({ allowedTransitions }) => allows(allowedTransitions, 'undoMatch'));
    if (what === 'HELP') setDialog({ is: 'HELP' });
    else if (what === 'FILTER') search.current?.focus({ cursor: 'all' });
    else if (what === 'LINES' || what === 'ITEMS') goTo(what.toLowerCase());
    else if (what === 'CLEAR') clear();
    else if (what === 'COMMENT') {
      if (mayComment && detail?.break) setDialog({ is: 'COMMENT', break: detail.break.id });
      else setSaid(t.nothingToComment);
    } else if (!mayMatch) setSaid(t.onlyMakers);
    else if (what === 'BATCH') setDialog({ is: 'BATCH' });
    else if (what === 'UNDO') {
      const own = undoable?.id ?? lastMatch;
      if (own) setDialog({ is: 'UNDO', match: own });
      else setSaid(t.nothingToUndo);
    } else if (what === 'SPLIT') {
      if (isNothing(selection)) setSaid(t.chooseFirst);
      else setDialog({ is: 'SPLIT' });
    } else if (isNothing(selection)) {
      const [best] = detail?.suggestions ?? [];
      if (what === 'MATCH' && best) take(best);
      else setSaid(t.chooseFirst);
    } else if (signOf(sums.difference) === 0) {
      if (what === 'MATCH') void match(NOTHING_BORNE);
      else setSaid(t.nothingToBear);
    } else setDialog({ is: 'DIFFERENCE' });
  };
  useKeys(dialog !== null, act);

  const suggested = useMemo(
    () => new Set((detail?.suggestions ?? []).flatMap(({ journals }) => journals.map(({ item }) => item?.id ?? ''))),
    [detail],
  );

  return (
    <Answer to={{ data: shown, error: asked.error, refetch: asked.refetch }}>
      {() =>
        found === null ? (
          <p>{t.missing(account)}</p>
        ) : (
          <>
            <AccountHead of={found} />
            {tabs}
            <Filters filter={filter} change={change} searchRef={search}>
              {mayMatch && (
                <>
                  <Button onClick={lookThrough} loading={matching.through.isRunning}>
                    {t.lookThrough}
                  </Button>
                  <Button onClick={() => act('BATCH')}>
                    {t.confirmMany} <kbd aria-hidden>b</kbd>
                  </Button>
                </>
              )}
              <Button onClick={() => act('HELP')}>
                {t.help} <kbd aria-hidden>?</kbd>
              </Button>
            </Filters>
            {batch && (
              <BatchProgress
                key={batch}
                id={batch}
                undo={mayMatch ? (undone) => setDialog({ is: 'UNDO_BATCH', batch: undone }) : null}
                close={() => setBatch(null)}
              />
            )}
            {(dialog === null || dialog.is === 'HELP') && (
              <NotDone
                of={{
                  refusal: matching.match.refusal ?? matching.suggestion.refusal ?? matching.through.refusal,
                  failure: matching.match.failure ?? matching.suggestion.failure ?? matching.through.failure,
                }}
              />
            )}
            <Lists
              boxes={boxes}
              selection={selection}
              suggested={suggested}
              lines={{
                rows: lines,
                active: Math.min(activeLine, lines.total - 1),
                setActive: (index) => setActive(([, item]) => [index, item]),
                toggle: toggleLine,
              }}
              items={{
                rows: items,
                active: Math.min(activeItem, items.total - 1),
                setActive: (index) => setActive(([line]) => [line, index]),
                toggle: toggleItem,
              }}
            />
            {error ? <Failure error={error} again={() => refetch()} /> : null}
            {detail && (
              <LinePanel
                of={detail}
                mayMatch={mayMatch}
                isByEnter={isNothing(selection)}
                mayComment={mayComment}
                confirm={take}
                undo={(own) => setDialog({ is: 'UNDO', match: own })}
                comment={() => act('COMMENT')}
              />
            )}
            <SelectionBar
              selection={selection}
              sums={sums}
              mayMatch={mayMatch}
              isRunning={matching.isRunning}
              act={act}
            />
            <div className="for-readers" role="status" aria-live="polite">
              {said}{' '}
              {isNothing(selection)
                ? ''
                : t.sums(moneyText(sums.lines), moneyText(sums.items), moneyText(sums.difference))}
            </div>
            <Dialogs
              of={dialog}
              account={account}
              lineFilter={lineFilter}
              selection={selection}
              sums={sums}
              matching={matching}
              match={match}
              confirmSuggestion={confirmSuggestion}
              split={split}
              begun={begin}
              undone={() => tell(t.undone)}
              close={() => setDialog(null)}
            />
          </>
        )
      }
    </Answer>
  );
}
