const ROWS_AT_ONCE = 500;

/** What was read together is looked up together. */
export async function* inBatches<From, To>(
  rows: AsyncIterable<From>,
  look: (rows: readonly From[]) => Promise<readonly To[]>,
): AsyncGenerator<To> {
  let batch: From[] = [];
  for await (const row of rows) {
    if (batch.push(row) < ROWS_AT_ONCE) continue;
    yield* await look(batch);
    batch = [];
  }
  if (batch.length > 0) yield* await look(batch);
}
