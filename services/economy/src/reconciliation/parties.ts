/** Who pays or is paid: names and account numbers in one form, and a number for each. Banks and books write one name in many ways. */
import { Lists } from './lists.ts';
import type { BankLine, OpenItem } from './sides.ts';

const NOBODY = 0;

/** Without spaces, brackets and dashes, in half-width capitals; 有限责任公司 is 有限公司. Empty where nothing is said. */
export function partyIn(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('有限责任公司', '有限公司');
}

/** A few payers stand on very many lines: each way of writing one is read once. */
export class Parties {
  /** Whom the bank names on the other side, by name and by account. */
  readonly ofLine: Lists;
  readonly ofItem: Lists;
  readonly #byText = new Map<string, number>([['', NOBODY]]);
  readonly #byParty = new Map<string, number>([['', NOBODY]]);

  constructor(lines: readonly BankLine[], items: readonly OpenItem[]) {
    this.ofLine = new Lists(lines.length, (line) => {
      const { counterparty, counterpartyAccount } = lines[line] as BankLine;
      const [named, held] = [this.#idOf(counterparty), this.#idOf(counterpartyAccount)];
      if (held === NOBODY || held === named) return named === NOBODY ? [] : [named];
      return named === NOBODY ? [held] : [named, held];
    });
    this.ofItem = new Lists(items.length, (item) =>
      (items[item] as OpenItem).counterparties.map((text) => this.#idOf(text)),
    );
  }

  meet(line: number, item: number): boolean {
    return this.ofLine.meets(line, this.ofItem, item);
  }

  #idOf(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const party = partyIn(text);
    const id = this.#byParty.get(party) ?? this.#byParty.size;
    this.#byParty.set(party, id);
    this.#byText.set(text, id);
    return id;
  }
}
