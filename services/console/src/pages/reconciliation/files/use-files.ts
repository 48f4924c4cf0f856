/**
 * Several files of banks on their way: each is asked whose it is, looked at as a file of that account, and sent the way one
 * file is sent, one after another. What is refused of one keeps no other.
 */
import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { fetchFile, type SaidProblem } from '../../../kit/files/beside-graph.ts';
import { type FileStatus, follow } from '../../../kit/files/follow.ts';
import { sendFile } from '../../../kit/files/send.ts';
import { type Language, useLanguage } from '../../../language/text.ts';
import type { StatementPreview } from '../statements/preview.tsx';
import { AccountOfFileDocument, type AccountOfFileFragment, MatchedOfStatementDocument } from './files.generated.ts';

/** Of whom the file says that it is. */
interface Whose {
  /** What the account numbers in it end with. */
  readonly numberEnds: readonly string[];
  /** The accounts whose numbers end so, by their codes. */
  readonly accounts: readonly string[];
  readonly problem: SaidProblem | null;
}

type Stage =
  | { readonly is: 'LOOKING' }
  /** It does not tell which one account it is of. */
  | { readonly is: 'WHOSE'; readonly whose: Whose; readonly may: readonly AccountOfFileFragment[] }
  | { readonly is: 'SEEN'; readonly seen: StatementPreview }
  | { readonly is: 'SENDING'; readonly seen: StatementPreview }
  /** `matched` of its lines by themselves; null while that is under way. */
  | {
      readonly is: 'OVER';
      readonly seen: StatementPreview;
      readonly upload: string;
      readonly isKnown: boolean;
      readonly status: FileStatus;
      readonly matched: number | null;
    }
  /** On the way; `seen` where it was being sent. */
  | { readonly is: 'FAILED'; readonly error: unknown; readonly seen: StatementPreview | null };

export interface BankFile {
  readonly key: number;
  readonly file: File;
  readonly account: AccountOfFileFragment | null;
  /** Whether a person said so, and may say otherwise. */
  readonly isChosen: boolean;
  readonly stage: Stage;
}

export function useFiles() {
  const client = useApolloClient();
  const { language } = useLanguage();
  const [files, setFiles] = useState<readonly BankFile[]>([]);
  const [isSending, setSending] = useState(false);
  const counted = useRef(0);
  const looking = useRef(Promise.resolve());
  const left = useRef(new AbortController());
  useEffect(() => {
    left.current = new AbortController();
    return () => left.current.abort();
  }, []);

  const change = (key: number, by: Partial<BankFile>) =>
    setFiles((now) => now.map((each) => (each.key === key ? { ...each, ...by } : each)));

  /** One at a time, as a server may be asked by many. What fails is said at its file. */
  const look = (key: number, work: () => Promise<void>) => {
    change(key, { stage: { is: 'LOOKING' } });
    looking.current = looking.current
      .then(work)
      .catch((error: unknown) => change(key, { stage: { is: 'FAILED', error, seen: null } }));
  };

  const lookAs = async (key: number, file: File, account: AccountOfFileFragment) => {
    change(key, { account });
    const address = `/api/bank-accounts/${account.code}/statements/preview`;
    const seen = await ask<StatementPreview>(address, file, language);
    change(key, { stage: { is: 'SEEN', seen } });
  };

  const lookWhose = async (key: number, file: File) => {
    const whose = await ask<Whose>('/api/bank-accounts/preview', file, language);
    const may: AccountOfFileFragment[] = [];
    for (const code of whose.accounts) may.push(await accountOf(client, code));
    const [only, ...others] = may;
    if (only && others.length === 0) await lookAs(key, file, only);
    else change(key, { stage: { is: 'WHOSE', whose, may } });
  };

  const add = (file: File) => {
    counted.current += 1;
    const key = counted.current;
    setFiles((now) => [...now, { key, file, account: null, isChosen: false, stage: { is: 'LOOKING' } }]);
    look(key, () => lookWhose(key, file));
  };

  const choose = ({ key, file }: BankFile, account: AccountOfFileFragment) => {
    change(key, { isChosen: true });
    look(key, () => lookAs(key, file, account));
  };

  const sendOne = async ({ key, file, account }: BankFile, seen: StatementPreview) => {
    if (!account) return;
    change(key, { stage: { is: 'SENDING', seen } });
    try {
      const links = await sendFile(`/api/bank-accounts/${account.code}/statements`, file, {}, language, () => {});
      let status: FileStatus | null = null;
      await follow(
        links.events,
        language,
        left.current.signal,
        (told) => {
          status = told;
        },
        () => {},
      );
      if (status === null) return; // the page was left
      const { id: upload, isKnown } = links;
      const matched = await matchedOf(client, account.code, status);
      change(key, { stage: { is: 'OVER', seen, upload, isKnown, status, matched } });
    } catch (error) {
      change(key, { stage: { is: 'FAILED', error, seen } });
    }
  };

  /** Those of one account in the order of their days, so that each goes on from the one before. */
  const send = async () => {
    const ready = files.flatMap((each) => {
      const seen = readyOf(each);
      return seen?.statement ? [{ each, seen, from: `${each.account?.code} ${seen.statement.from}` }] : [];
    });
    setSending(true);
    for (const { each, seen } of ready.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)))
      await sendOne(each, seen);
    setSending(false);
    await client.refetchQueries({ include: 'active' });
  };

  return {
    files,
    isSending,
    add,
    choose,
    again: ({ key, file, account }: BankFile) =>
      look(key, () => (account ? lookAs(key, file, account) : lookWhose(key, file))),
    remove: ({ key }: BankFile) => setFiles((now) => now.filter((each) => each.key !== key)),
    send,
  };
}

/** What was seen of a file that can be imported now: also one that failed on its way, since nothing is taken twice. */
export function readyOf({ account, stage }: BankFile): StatementPreview | null {
  const seen = stage.is === 'SEEN' || stage.is === 'FAILED' ? stage.seen : null;
  return account && seen?.statement ? seen : null;
}

async function ask<Said>(address: string, file: File, language: Language): Promise<Said> {
  return (await (await fetchFile(address, language, { method: 'POST', body: file })).json()) as Said;
}

async function accountOf(client: ApolloClient, code: string): Promise<AccountOfFileFragment> {
  const { data } = await client.query({ query: AccountOfFileDocument, variables: { code } });
  if (!data?.bankAccount) throw new Error(`there is no bank account ${code}`);
  return data.bankAccount;
}

async function matchedOf(client: ApolloClient, account: string, { statement, state }: FileStatus) {
  if (state !== 'DONE' || !statement) return 0;
  const { data } = await client.query({ query: MatchedOfStatementDocument, variables: { account, statement } });
  const found = data?.bankAccount;
  const isUnderWay = found?.matchBatches.edges.some(({ node }) => node.state === 'RUNNING');
  return isUnderWay ? null : (found?.lines.totalCount ?? 0);
}
