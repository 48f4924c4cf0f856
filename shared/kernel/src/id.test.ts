import { describe, expect, test } from '@jest/globals';
import { newId } from './id.ts';

describe('an internal id', () => {
  test('is a UUID of version 7 and of the variant of RFC 9562', () => {
    for (let count = 0; count < 100; count += 1)
      expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('begins with the milliseconds of its creation, so that ids sort by time', () => {
    const instants = [0, 1, 255, 256, 1_764_000_000_000, 1_764_000_000_001, 2 ** 48 - 1];
    const ids = instants.map((instant) => newId(instant));
    expect([...ids].sort()).toEqual(ids);
    expect(ids.map((id) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))).toEqual(instants);
  });

  test('is never given twice within one millisecond', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newId(1))).size).toBe(10_000);
  });
});
