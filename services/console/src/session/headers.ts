/** What goes with every request, to the graph and beside it: who asks, and in which language they are answered. */
import { tagOf } from '../language/chosen.ts';
import type { Language } from '../language/text.ts';
import { authorization } from './session.ts';

export async function headersFor(language: Language): Promise<Record<string, string>> {
  const token = await authorization();
  return { 'accept-language': tagOf(language), ...(token ? { authorization: token } : {}) };
}
