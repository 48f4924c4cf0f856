/** Requests beside the graph, for files: as who is signed in, in their language; what is refused is thrown. */
import { type Language, say } from '../../language/text.ts';
import { headersFor } from '../../session/headers.ts';

/** What the server says of a file or a row, in both languages. */
export interface SaidProblem {
  readonly code: string;
  readonly message: string;
  readonly messageEn: string;
  readonly field?: string | null;
  readonly column?: string;
  readonly line?: number;
}

export class RefusedFile extends Error {
  readonly problem: SaidProblem;
  constructor(problem: SaidProblem) {
    super(problem.messageEn);
    this.problem = problem;
  }
}

export function problemText({ message, messageEn }: SaidProblem, language: Language): string {
  return say([message, messageEn], language);
}

/** Throws `RefusedFile`, or a TypeError where the server could not be asked. */
export async function fetchFile(address: string, language: Language, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(address, { ...init, headers: await headersFor(language) });
  if (answer.ok) return answer;
  throw refusalOf(await answer.text(), answer.status);
}

export function refusalOf(text: string, status: number): Error {
  const said = problemIn(text);
  return said ? new RefusedFile(said) : new TypeError(`answered ${status}`);
}

function problemIn(text: string): SaidProblem | null {
  try {
    const said = JSON.parse(text) as Partial<SaidProblem>;
    const { code, message } = said;
    return code && message ? { messageEn: message, ...said, code, message } : null;
  } catch {
    return null; // a proxy's page and no answer of ours
  }
}
