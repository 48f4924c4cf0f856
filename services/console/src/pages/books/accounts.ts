/** The accounts of a book, to choose one of: asked for when somebody begins to. */
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { type BookCode, bookIn } from './address.ts';
import { BookAccountsDocument } from './books.generated.ts';

export function useAccounts(book: BookCode, period: string, through: string) {
  const [isAsked, setAsked] = useState(false);
  const { data, loading } = useQuery(BookAccountsDocument, {
    variables: { economy: book === 'economy', period, through },
    skip: !isAsked,
  });
  const tree = bookIn(data)?.trialBalance.tree ?? [];
  const accounts = tree.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  return { accounts, isLoading: loading, ask: () => setAsked(true) };
}
