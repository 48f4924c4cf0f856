/** Files and pages beside the graph that ask who wants them: fetched with the token, then saved, or shown in a tab. */
import { tagOf } from '../language/chosen.ts';
import type { Language } from '../language/text.ts';
import { authorization } from '../session/session.ts';

/** A file or a page was refused; the message is in the language that was asked for. */
export class DownloadRefused extends Error {}

export async function download(path: string, language: Language): Promise<void> {
  const answer = await ask(path, language);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = nameOf(answer) ?? path.slice(path.lastIndexOf('/') + 1).replace(/\?.*$/, '');
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Opens a page to print. The tab is opened at once, while a click is still a reason to. */
export async function openToPrint(path: string, language: Language): Promise<void> {
  const tab = window.open('', '_blank');
  try {
    const page = URL.createObjectURL(await (await ask(path, language)).blob());
    if (!tab) return;
    tab.location.replace(page);
    printOnceThere(tab, page);
  } catch (error) {
    tab?.close();
    throw error;
  }
}

/** The page has no script of its own, and a window forgets its listeners when it goes somewhere. */
function printOnceThere(tab: Window, page: string): void {
  if (tab.closed) return;
  if (tab.location.href === page && tab.document.readyState === 'complete') tab.print();
  else setTimeout(() => printOnceThere(tab, page), 50);
}

async function ask(path: string, language: Language): Promise<Response> {
  const token = await authorization();
  const headers = { 'accept-language': tagOf(language), ...(token ? { authorization: token } : {}) };
  const answer = await fetch(path, { headers });
  if (answer.ok) return answer;
  const said = (await answer.json().catch(() => ({}))) as { message?: string; messageEn?: string };
  throw new DownloadRefused((language === 'zh' ? said.message : said.messageEn) ?? `${answer.status}`);
}

/** As the server calls it: by the name that may hold any letter, where there is one. */
function nameOf(answer: Response): string | null {
  const disposition = answer.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/.exec(disposition)?.[1] ?? null);
}
