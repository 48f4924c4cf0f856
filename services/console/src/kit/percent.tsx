/** A rate in basis points as people say it: 1000 is 10 %. */
export function percentText(basisPoints: number | null): string {
  return basisPoints === null ? '—' : `${basisPoints / 100}%`;
}

export function Percent({ of }: { readonly of: number }) {
  return <span style={{ whiteSpace: 'nowrap' }}>{percentText(of)}</span>;
}
