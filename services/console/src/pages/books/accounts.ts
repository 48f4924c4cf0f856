/** The accounts of a book, to choose one of: asked for when somebody begins to. */
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { type BookCode, bookIn } from './address.ts';
import { BookAccountsDocument } from './books.generated.ts';

type Place = { readonly code: string; readonly name: string } | null;

interface NamedAccount {
  readonly name: string;
  readonly street: Place;
  readonly community: Place;
}

/** With the name that a place has now, where the account sums up that of a place. */
export function accountName({ name, street, community }: NamedAccount): string {
  const place = community ?? street;
  return place ? name.replace(place.code, place.name) : name;
}

export function useAccounts(book: BookCode, period: string, through: string) {
  const [isAsked, setAsked] = useState(false);
  const { data, loading } = useQuery(BookAccountsDocument, {
    variables: { economy: book === 'economy', period, through },
    skip: !isAsked,
  });
  const tree = bookIn(data)?.trialBalance.tree ?? [];
  const accounts = tree.map((each) => ({ value: each.code, label: `${each.code} ${accountName(each)}` }));
  return { accounts, isLoading: loading, ask: () => setAsked(true) };
}
