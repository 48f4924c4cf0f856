/** The page of an object that the trail is about; null where there is none by what the trail knows of it. */
type Path = (id: string) => string | null;

const open: Readonly<Record<string, Path>> = {
  Compound: (id) => `/compounds/${id}`,
  Community: (id) => `/communities/${id}`,
  Place: (id) => (/^\d{12}$/.test(id) ? `/communities/${id}` : null),
  Workflow: (id) => `/operations?state=ALL&run=${id}`,
};

/** Finance's own pages, which auditors read too. */
const financial: Readonly<Record<string, Path>> = {
  BankAccount: (id) => `/reconciliation/${id}`,
  Declaration: (id) => `/finance/allocations/${id.replace(' ', '/')}`,
  BookMonth: (id) => `/books?view=months&book=${id.split(' ')[0]}`,
};

export function pageOfObject(type: string, id: string, readsFinance: boolean): string | null {
  const path = open[type] ?? (readsFinance ? financial[type] : undefined);
  return path?.(id) ?? null;
}
