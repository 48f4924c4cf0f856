/** Positions on the earth, in degrees of WGS-84, and how far they are from one another. */
import { decimal, type Field, object } from './shape.ts';

export interface GeoPoint {
  readonly latitude: number;
  readonly longitude: number;
}

export const geoPoint: Field<GeoPoint> = object({ latitude: decimal(-90, 90), longitude: decimal(-180, 180) });

/** The mean radius; a sphere of it is within 0.6 % of the ellipsoid. */
const RADIUS_METRES = 6_371_009;

/** Along the great circle, by the haversine formula. */
export function metresBetween(a: GeoPoint, b: GeoPoint): number {
  const across = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const along = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const half = across + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * along;
  return 2 * RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Most pairs are too far apart by latitude alone, which costs no sine. */
export function isWithin(metres: number, a: GeoPoint, b: GeoPoint): boolean {
  return RADIUS_METRES * radians(Math.abs(a.latitude - b.latitude)) <= metres && metresBetween(a, b) <= metres;
}

/** Whether the line around these corners, the last joined to the first, meets itself nowhere: every area on a map has such a one. */
export function isSimple(corners: readonly GeoPoint[]): boolean {
  const sides = corners.map((from, index) => [from, corners[(index + 1) % corners.length] as GeoPoint] as const);
  const isNeighbour = (a: number, b: number) => b - a <= 1 || b - a === sides.length - 1;
  return sides.every((side, a) => sides.every((other, b) => isNeighbour(a, b) || !meet(side, other)));
}

type Side = readonly [from: GeoPoint, to: GeoPoint];

function meet(one: Side, other: Side): boolean {
  const across = (side: Side, [from, to]: Side) => turn(side, from) * turn(side, to) <= 0;
  return (
    across(one, other) && across(other, one) && overlap(one, other, 'latitude') && overlap(one, other, 'longitude')
  );
}

/** On which side of a line a position lies: 1, -1, or 0 on it. */
function turn([from, to]: Side, at: GeoPoint): number {
  const east = (to.longitude - from.longitude) * (at.latitude - from.latitude);
  return Math.sign(east - (to.latitude - from.latitude) * (at.longitude - from.longitude));
}

function overlap([a, b]: Side, [c, d]: Side, by: keyof GeoPoint): boolean {
  return Math.max(a[by], b[by]) >= Math.min(c[by], d[by]) && Math.max(c[by], d[by]) >= Math.min(a[by], b[by]);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
