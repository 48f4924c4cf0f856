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

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
