/**
 * Lists of numbers in plain memory. It is taken as shared memory, though nobody shares it: whenever some 80 MB of the other
 * kind have been taken, V8 looks through all that the process holds, both sides of a reconciliation among it, and a million
 * lines waited longer for that than for being read.
 */
export function int32s(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * count));
}

export function float64s(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT * count));
}

export function bytes(count: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(count));
}
