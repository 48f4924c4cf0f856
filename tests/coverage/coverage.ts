/** Where each row of the programme, S01 to S97, stands in the graph, and an operation that shows it there. */
import { economy } from './economy.ts';
import { party } from './organization-party.ts';
import { stations } from './organization-stations.ts';
import { property } from './property.ts';
import { requests } from './requests.ts';
import { volunteers } from './volunteers.ts';

export interface Covered {
  /** The row in the words of the programme, and the term of the glossary. */
  readonly zh: string;
  readonly en: string;
  /** The coordinates of the graph that it stands at: `Type`, `Type.field` or `Enum.VALUE`. */
  readonly at: readonly string[];
  /** Asked of the whole demonstration; by nobody unless a persona is named. */
  readonly as?: string;
  readonly ask: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its question
  readonly holds: (data: any) => boolean;
}

export type Coverage = Readonly<Record<string, Covered>>;

export const coverage: Coverage = { ...economy, ...property, ...requests, ...volunteers, ...party, ...stations };

/** `docs/coverage.md`. */
export function coverageTable(): string {
  const rows = Object.entries(coverage)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { zh, en, at }]) => `| ${id} | ${zh} | ${en} | ${at.map((each) => `\`${each}\``).join(' ')} |`);
  const all = Array.from({ length: 97 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`);
  const missing = all.filter((id) => !(id in coverage));
  return `# Coverage

Where each row of the programme stands in the graph. Written by \`npm run coverage\` from \`tests/coverage/\`, whose operations \`tests/scenarios/county.test.ts\` asks of the whole demonstration.

| row | programme | term | in the graph |
|---|---|---|---|
${rows.join('\n')}
${missing.length > 0 ? `\nNot there yet: ${missing.join(', ')}.\n` : ''}`;
}
