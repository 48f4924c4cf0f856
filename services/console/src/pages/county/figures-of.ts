/** What the four services count of a county, in one list. */
interface Parts<Figure> {
  readonly organization: { readonly figures: readonly Figure[] } | null;
  readonly volunteers: { readonly figures: readonly Figure[] } | null;
  readonly property: { readonly figures: readonly Figure[] } | null;
  readonly economy: { readonly figures: readonly Figure[] } | null;
}

/** A service that is away leaves its figures out. */
export function figuresOf<Figure>(county: Parts<Figure> | null | undefined): readonly Figure[] {
  if (!county) return [];
  const { organization, volunteers, property, economy } = county;
  return [organization, volunteers, property, economy].flatMap((part) => part?.figures ?? []);
}
