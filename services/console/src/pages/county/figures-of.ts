/** What the four services have of a county, in one list. A service that is away leaves its figures out. */
const parts = ['organization', 'volunteers', 'property', 'economy'] as const;
type Parts<Part> = { readonly [part in (typeof parts)[number]]: Part | null };

export function figuresOf<Figure>(
  county: Parts<{ readonly figures: readonly Figure[] }> | null | undefined,
): readonly Figure[] {
  return parts.flatMap((part) => county?.[part]?.figures ?? []);
}

export function choicesOf<Figure>(
  county: Parts<{ readonly choices: readonly Figure[] }> | null | undefined,
): readonly Figure[] {
  return parts.flatMap((part) => county?.[part]?.choices ?? []);
}
