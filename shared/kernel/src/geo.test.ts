import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { geoPoint, isSimple, isWithin, metresBetween } from './geo.ts';
import { isRefusal } from './refusal.ts';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

describe('the way between two positions', () => {
  test.each([
    ['none', at(34.61, 118.35), at(34.61, 118.35), 0],
    ['a degree of latitude', at(34, 118), at(35, 118), 111_195],
    ['a degree of longitude at the equator', at(0, 118), at(0, 119), 111_195],
    ['a degree of longitude at 60°', at(60, 118), at(60, 119), 55_597],
    ['across the date line', at(0, 179.5), at(0, -179.5), 111_195],
    ['to the other side', at(0, 0), at(0, 180), 20_015_115],
    ['from Beijing to Shanghai', at(39.9042, 116.4074), at(31.2304, 121.4737), 1_067_312],
  ])('%s', (_, from, to, metres) => {
    expect(Math.round(metresBetween(from, to))).toBe(metres);
    expect(Math.round(metresBetween(to, from))).toBe(metres);
  });

  const point = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  });

  test('is within a number of metres where it is no longer, whatever is asked first', () => {
    fc.assert(
      fc.property(point, point, fc.double({ min: 0, max: 20_015_115, noNaN: true }), (a, b, metres) => {
        // At the very edge the two formulas may differ by a rounding.
        const way = metresBetween(a, b);
        return Math.abs(way - metres) < 1e-3 || isWithin(metres, a, b) === way <= metres;
      }),
    );
  });
});

test.each([
  [at(90.1, 0), 'latitude'],
  [at(0, -180.1), 'longitude'],
  [{ latitude: 1 }, 'longitude'],
])('%j is no position', (value, field) => {
  const refusal = geoPoint.parse(value);
  expect(isRefusal(refusal) && refusal.field).toBe(field);
});

test.each([
  ['a triangle', [at(0, 0), at(0, 2), at(2, 1)], true],
  ['a square', [at(0, 0), at(0, 2), at(2, 2), at(2, 0)], true],
  ['a hook', [at(0, 0), at(0, 3), at(3, 3), at(3, 2), at(1, 2), at(1, 0)], true],
  ['a bow', [at(0, 0), at(2, 2), at(0, 2), at(2, 0)], false],
  ['a corner that touches another side', [at(0, 0), at(0, 2), at(2, 2), at(0, 1), at(2, 0)], false],
  ['the same corner again', [at(0, 0), at(0, 2), at(1, 1), at(2, 2), at(2, 0), at(1, 1)], false],
])('whether the line around %s meets itself nowhere', (_, corners, answer) => {
  expect(isSimple(corners)).toBe(answer);
  expect(isSimple(corners.toReversed())).toBe(answer);
});
