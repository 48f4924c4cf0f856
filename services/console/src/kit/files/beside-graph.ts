/** Requests beside the graph, for files: as who is signed in, in their language; what is refused is thrown. */
import { tagOf } from '../../language/chosen.ts';
import { type Language, say } from '../../language/text.ts';
import { authorization } from '../../session/session.ts';

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

export async function headersFor(language: Language): Promise<Record<string, string>> {
  const token = await authorization();
  return { 'accept-language': tagOf(language), ...(token ? { authorization: token } : {}) };
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
