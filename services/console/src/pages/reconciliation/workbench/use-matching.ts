/** The commands of the workbench: what is chosen is matched, a suggestion is confirmed, the account is looked through. */
import { useRef } from 'react';
import type { MatchVariance } from '../../../graph/types.ts';
import { newCommandId, useCommand } from '../../../kit/use-command.ts';
import { ConfirmMatchDocument, ConfirmSuggestionsDocument, MatchAccountDocument } from './commands.generated.ts';
import type { Selection } from './selection.ts';

export interface Bearing {
  readonly variance: MatchVariance | null;
  readonly operator: string | null;
}

export const NOTHING_BORNE: Bearing = { variance: null, operator: null };

export function useMatching(account: string) {
  const match = useCommand(ConfirmMatchDocument);
  const suggestion = useCommand(ConfirmSuggestionsDocument);
  const through = useCommand(MatchAccountDocument);
  const unanswered = useRef<{ readonly content: string; readonly id: string } | null>(null);

  /** The same again, after no answer came, is the same command; another content is another one. */
  const idFor = (content: string): string => {
    if (unanswered.current?.content !== content) unanswered.current = { content, id: newCommandId() };
    return unanswered.current.id;
  };
  const answered = () => {
    unanswered.current = null;
  };

  return {
    match,
    suggestion,
    through,
    isRunning: match.isRunning || suggestion.isRunning || through.isRunning,
    forget: () => {
      match.forget();
      suggestion.forget();
      through.forget();
    },
    /** Answers the match's id. */
    async confirmMatch({ lines, items }: Selection, bearing: Bearing): Promise<string | null> {
      const input = {
        bankAccount: account,
        lines: [...lines.values()].map(({ id: line, part }) => ({ line, amount: part })),
        items: [...items.values()].map(({ id: item, part }) => ({ item, amount: part })),
        ...bearing,
        returns: null,
      };
      const answer = await match.run({ input: { clientMutationId: idFor(JSON.stringify(input)), ...input } });
      if (answer) answered();
      return answer?.match.id ?? null;
    },
    /** Answers the batch's id. */
    async confirmSuggestion(chosen: string, bearing: Bearing): Promise<string | null> {
      const suggestions = [{ suggestion: chosen, ...bearing }];
      const answer = await suggestion.run({
        input: { bankAccount: account, clientMutationId: idFor(JSON.stringify(suggestions)), suggestions },
      });
      if (answer) answered();
      return answer?.batch.id ?? null;
    },
    matchAccount: async () => await through.run({ input: { bankAccount: account } }),
  };
}
