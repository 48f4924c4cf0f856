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

export type Stage<Seen> =
  | { readonly is: 'NONE' }
  | { readonly is: 'LOOKING'; readonly file: File }
  | { readonly is: 'SEEN'; readonly file: File; readonly seen: Seen }
  | { readonly is: 'SENDING'; readonly file: File; readonly gone: number }
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
  choose(file: File): void;
  send(): void;
  /** Goes on from where it failed. */
  again(): void;
  forget(): void;
}

interface Sending {
  /** Where files are sent to: `/api/agreements/JV-0001/statements`. */
  readonly address: string;
  /** Behind `/preview`, such as a mapping. */
  readonly lookQuery?: string;
  /** Whether the beginning of a long file says enough. */
  readonly looksAtBeginning?: boolean;
}

export function useSentFile<Seen>({ address, lookQuery = '', looksAtBeginning = false }: Sending): SentFile<Seen> {
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

  const choose = (file: File) =>
    begin(async (signal) => {
      setStage({ is: 'LOOKING', file });
      const body = looksAtBeginning ? await headOf(file) : file;
      const answer = await fetchFile(`${address}/preview${lookQuery}`, language, { method: 'POST', body, signal });
      const seen = (await answer.json()) as Seen;
      if (!signal.aborted) setStage({ is: 'SEEN', file, seen });
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

  const sendNow = (file: File) => {
    if (isSending.current) return;
    isSending.current = true;
    begin(async (signal) => {
      setStage({ is: 'SENDING', file, gone: 0 });
      const links = await sendFile(address, file, language, (gone) => {
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
      if (stage.is === 'SEEN') sendNow(stage.file);
    },
    again: () => {
      if (stage.is === 'LOOKING') choose(stage.file);
      else if (stage.is === 'SENDING') sendNow(stage.file);
      else if (stage.is === 'SENT') begin((signal) => followed(stage.file, stage.links, signal));
    },
    forget: () => begin(async () => setStage({ is: 'NONE' })),
  };
}
