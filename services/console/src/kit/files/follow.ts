/** What becomes of a file that was sent, as the server tells it until it is worked off; a connection that is lost is made anew. */
import type { Language } from '../../language/text.ts';
import { fetchFile, RefusedFile, type SaidProblem } from './beside-graph.ts';

export interface FileStatus {
  readonly id: string;
  readonly fileName: string;
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly rows: number;
  readonly posted: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly problem?: SaidProblem;
  /** Of files of banks: the statement that was made of it, and what is to be known of it though it did not fail. */
  readonly statement?: string | null;
  readonly notes?: readonly SaidProblem[];
}

const AGAIN_MS = 1_000;

/** Ends with the last status; throws what is refused. `lost` hears whether nothing can be heard just now. */
export async function follow(
  events: string,
  language: Language,
  signal: AbortSignal,
  told: (status: FileStatus) => void,
  lost: (isLost: boolean) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const status of statuses(await fetchFile(events, language, { signal }))) {
        lost(false);
        told(status);
        if (status.state !== 'RUNNING') return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof RefusedFile) throw error;
      lost(true);
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function* statuses(answer: Response): AsyncGenerator<FileStatus> {
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) if (event.startsWith('data: ')) yield JSON.parse(event.slice(6)) as FileStatus;
  }
}
