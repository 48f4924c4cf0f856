/**
 * A page to print 打印页: one document without script, everything in it escaped, its one style named by its hash, so that
 * nothing is loaded and nothing runs.
 */
import { hash } from 'node:crypto';
import type { LocalDate } from '@hh/kernel/period.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import type { Response } from 'express';

export interface PrintedPage {
  readonly language: Language;
  readonly title: string;
  /** What is its own; `PAPER` comes behind it. */
  readonly style: string;
  /** Whatever stands in it went through `text`. */
  readonly body: string;
}

/** What all of them have: ruled tables that break between rows, and on paper the page's own margin. */
const PAPER = `* { box-sizing: border-box; }
table { width: 100%; border-collapse: collapse; border: 1.5px solid #111; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@media print { body { padding: 0; max-width: none; } }
`;

const styleOf = ({ style }: PrintedPage) => style + PAPER;

const TAGS: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

export function documentOf(page: PrintedPage): string {
  const { language, title, body } = page;
  return `<!doctype html>
<html lang="${TAGS[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${styleOf(page)}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

export function sendPage(response: Response, page: PrintedPage): void {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash('sha256', styleOf(page), 'base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  response
    .set({
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .type('html')
    .send(documentOf(page));
}

/** As on paper: 2025年1月31日; in English the day as everywhere. */
export function dayInWords(day: LocalDate, language: Language): string {
  const [year, month, date] = day.split('-');
  return language === 'zh' ? `${year}年${Number(month)}月${Number(date)}日` : day;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
