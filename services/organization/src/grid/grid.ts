/**
 * Grids 网格 divide a community: each compound lies in one, and what lies beside the compounds, such as a street of shops,
 * has special ones of its own. A grid has a boundary on the map and one grid worker. Source: domain, 2.1.
 */
import { type GeoPoint, geoPoint, isSimple } from '@hh/kernel/geo.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, code, date, list, optional, place, reference } from '@hh/kernel/shape.ts';

const drawing = {
  compounds: list(place('Compound'), 0, 30),
  boundary: optional(list(geoPoint, 3, 500)),
};
const worker = optional(reference('Post'));

export const gridFields = {
  community: place('Community'),
  code,
  kind: choice('RESIDENTIAL', 'SPECIAL'),
  ...drawing,
  worker,
};
export const gridExtra = { dissolvedOn: optional(date) };

interface Drawing {
  readonly community: string;
  readonly kind: 'RESIDENTIAL' | 'SPECIAL';
  readonly compounds: readonly string[];
  readonly boundary: readonly GeoPoint[] | null;
}

interface Found {
  readonly found: {
    readonly worker?: { readonly kind: string; readonly place: string; readonly state: string };
  };
}

/** Compounds of the community where people live, none in a special grid; a line around it that does not cross itself. */
function whyNotDrawn({ boundary, community, compounds, kind }: Drawing): Refusal | null {
  const [min, max] = kind === 'RESIDENTIAL' ? [1, 30] : [0, 0];
  if (compounds.length < min || compounds.length > max) return refuse('LIST_SIZE', { field: 'compounds', min, max });
  if (new Set(compounds).size < compounds.length) return refuse('VALUE_TWICE', { field: 'compounds' });
  if (!compounds.every((each) => each.startsWith(community))) return refuse('OUT_OF_SCOPE', { field: 'compounds' });
  return boundary && !isSimple(boundary) ? refuse('BOUNDARY_CROSSES', { field: 'boundary' }) : null;
}

/** Somebody in post as a grid worker of the community, or nobody. */
function whyNotGiven(community: string, { found }: Found): Refusal | null {
  if (!found.worker) return null;
  const { kind, place: at, state } = found.worker;
  if (state !== 'IN_FORCE') return refuse('STATE_NOT_ALLOWED', { field: 'worker', state });
  return kind === 'GRID_WORKER' && at === community ? null : refuse('OUT_OF_SCOPE', { field: 'worker' });
}

export function draw(draft: Drawing, facts: Found): Refusal | Record<string, never> {
  return whyNotDrawn(draft) ?? whyNotGiven(draft.community, facts) ?? {};
}

type Decided = Readonly<Record<string, unknown>> | Refusal;
const change = { from: ['IN_FORCE'], to: 'IN_FORCE', may: 'grids:draw' } as const;

export const gridStates = {
  redrawGrid: {
    ...change,
    takes: drawing,
    decide: (row: Drawing, taken: Pick<Drawing, 'compounds' | 'boundary'>): Decided =>
      whyNotDrawn({ ...row, ...taken }) ?? taken,
  },
  giveGrid: {
    ...change,
    takes: { worker },
    decide: (row: Drawing, taken: Readonly<Record<string, unknown>>, facts: Found): Decided =>
      whyNotGiven(row.community, facts) ?? taken,
  },
  dissolveGrid: { ...change, to: 'DISSOLVED', takes: { dissolvedOn: date } },
} as const;
