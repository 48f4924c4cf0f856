/**
 * A file from its choice to what became of each row: looked at by the server, sent, followed. One that failed on the way
 * stays chosen, so that it can be sent again; entries and bank lines that are known already are not taken twice.
 */
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../language/text.ts';
import { fetchFile } from './beside-graph.ts';
import { type FileStatus, follow } from './follow.ts';
import { headOf, type Links, sendFile } from './send.ts';

/** What goes with a file in its address, such as a mapping: it is sent by what it was looked at by. */
type Query = Readonly<Record<string, string>>;

export type Stage<Seen> =
  | { readonly is: 'NONE' }
  | { readonly is: 'LOOKING'; readonly file: File; readonly query: Query | undefined }
  | { readonly is: 'SEEN'; readonly file: File; readonly query: Query; readonly seen: Seen }
  | { readonly is: 'SENDING'; readonly file: File; readonly query: Query; readonly gone: number }
  | {
      readonly is: 'SENT';
      readonly file: File;
      readonly links: Links;
      readonly status: FileStatus | null;
      readonly isLost: boolean;
    };

export interface SentFile<Seen> {
  readonly stage: Stage<Seen>;
  readonly failure: unknown;
  choose(file: File, query?: Query): void;
  send(): void;
  /** Goes on from where it failed. */
  again(): void;
  forget(): void;
}

interface Sending<Seen> {
  /** Where files are sent to: `/api/agreements/JV-0001/statements`. */
  readonly address: string;
  /** Whether the beginning of a long file says enough. */
  readonly looksAtBeginning?: boolean;
  /** By what a file is looked at once more, of which this was seen without; null where that is enough. */
  readonly lookAgainBy?: (seen: Seen) => Query | null;
}

export function useSentFile<Seen>(sending: Sending<Seen>): SentFile<Seen> {
  const { address, looksAtBeginning = false, lookAgainBy = () => null } = sending;
  const { language } = useLanguage();
  const client = useApolloClient();
  const [stage, setStage] = useState<Stage<Seen>>({ is: 'NONE' });
  const [failure, setFailure] = useState<unknown>(null);
  const run = useRef<AbortController | null>(null);
  const isSending = useRef(false);

  useEffect(() => () => run.current?.abort(), []);

  /** What was begun before is let go of; nothing of it is shown any more. */
  const begin = (work: (signal: AbortSignal) => Promise<void>) => {
    run.current?.abort();
    const controller = new AbortController();
    run.current = controller;
    setFailure(null);
    work(controller.signal).catch((error: unknown) => {
      if (!controller.signal.aborted) setFailure(error);
    });
  };

  const lookAt = async (file: File, query: Query, signal: AbortSignal) => {
    const body = looksAtBeginning ? await headOf(file) : file;
    const answer = await fetchFile(`${address}/preview?${new URLSearchParams(query)}`, language, {
      method: 'POST',
      body,
      signal,
    });
    return (await answer.json()) as Seen;
  };

  const choose = (file: File, query?: Query) =>
    begin(async (signal) => {
      setStage({ is: 'LOOKING', file, query });
      const first = await lookAt(file, query ?? {}, signal);
      const other = query ? null : lookAgainBy(first);
      const seen = other ? await lookAt(file, other, signal) : first;
      if (!signal.aborted) setStage({ is: 'SEEN', file, query: other ?? query ?? {}, seen });
    });

  const followed = async (file: File, links: Links, signal: AbortSignal) => {
    setStage({ is: 'SENT', file, links, status: null, isLost: false });
    const change = (by: { status: FileStatus } | { isLost: boolean }) =>
      setStage((now) => (now.is === 'SENT' && !signal.aborted ? { ...now, ...by } : now));
    await follow(
      links.events,
      language,
      signal,
      (status) => change({ status }),
      (isLost) => change({ isLost }),
    );
    await client.refetchQueries({ include: 'active' });
  };

  const sendNow = (file: File, query: Query) => {
    if (isSending.current) return;
    isSending.current = true;
    begin(async (signal) => {
      setStage({ is: 'SENDING', file, query, gone: 0 });
      const links = await sendFile(address, file, query, language, (gone) => {
        if (!signal.aborted) setStage((now) => (now.is === 'SENDING' ? { ...now, gone } : now));
      }).finally(() => {
        isSending.current = false;
      });
      if (!signal.aborted) await followed(file, links, signal);
    });
  };

  return {
    stage,
    failure,
    choose,
    send: () => {
      if (stage.is === 'SEEN') sendNow(stage.file, stage.query);
    },
    again: () => {
      if (stage.is === 'LOOKING') choose(stage.file, stage.query);
      else if (stage.is === 'SENDING') sendNow(stage.file, stage.query);
      else if (stage.is === 'SENT') begin((signal) => followed(stage.file, stage.links, signal));
    },
    forget: () => begin(async () => setStage({ is: 'NONE' })),
  };
}
