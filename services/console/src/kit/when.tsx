/** Instants and dates as the graph writes them, in the county's time whatever the browser's. */
export function When({ at }: { readonly at: string | null }) {
  if (at === null) return <>—</>;
  return (
    <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
      {at.length > 10 ? `${at.slice(0, 10)} ${at.slice(11, 16)}` : at}
    </time>
  );
}
