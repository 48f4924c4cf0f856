/** The errors of one answer, and whether they say already why there is nothing at a place. */
import type { GraphQLError } from 'graphql';
import type { Path } from './places.ts';

export class Told {
  readonly errors: GraphQLError[] = [];
  #isSomewhere = false;
  /** Every place that an error names, and every place above one. */
  readonly #at = new Set<string>();
  readonly #above = new Set<string>();

  add(error: GraphQLError): void {
    this.errors.push(error);
    if (!error.path) this.#isSomewhere = true;
    else {
      let place = '';
      for (const step of error.path) {
        this.#above.add(place);
        place = beneath(place, step);
      }
      this.#at.add(place);
    }
  }

  /** Of what stands at a place a subgraph gave nothing, for an error that was added: it explains what is missing beside it too. */
  lost(path: Path): void {
    this.#at.add(path.reduce(beneath, ''));
  }

  /** By an error at the place, above it or beneath it; or by one that cannot say where. */
  explains(path: Path): boolean {
    if (this.errors.length === 0) return false;
    if (this.#isSomewhere) return true;
    let place = '';
    for (const step of path) {
      if (this.#at.has(place)) return true;
      place = beneath(place, step);
    }
    return this.#at.has(place) || this.#above.has(place);
  }
}

function beneath(place: string, step: string | number): string {
  return `${place}/${step}`;
}
