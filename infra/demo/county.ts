/**
 * The demonstration county: 郯城县 with one street, 27 communities, 58 compounds and 1,635 buildings.
 * Names are invented; everything is computed from the seed, so every start has the same county.
 */
import type { GeoPoint } from '@hh/kernel/geo.ts';
import { pick, spread } from './random.ts';

export const COUNTY = '371322';
export const STREET = '371322001';

const COMMUNITIES = 27;
const COMPOUNDS = 58;
const BUILDINGS = 1_635;
export const DWELLINGS_PER_BUILDING = 40;

const first = ['和', '瑞', '锦', '翠', '盛', '祥', '文', '康', '东', '嘉', '金', '银', '水', '新', '学'];
const second = ['园', '湖', '泽', '城', '安', '宁', '华', '福', '悦', '景', '杏', '柳', '桥', '悠', '岸'];
const third = ['花园', '家园', '苑', '小区', '里', '公馆', '新村', '雅居'];
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

export interface DemoCompound {
  readonly code: string;
  readonly name: string;
  readonly households: number;
  readonly grossAreaM2x100: number;
  readonly buildings: number;
  readonly location: GeoPoint;
}

export const places = [
  { code: COUNTY, kind: 'COUNTY' as const, name: '郯城县' },
  { code: STREET, kind: 'STREET' as const, name: '郯城街道' },
  ...Array.from({ length: COMMUNITIES }, (_, index) => ({
    code: communityCode(index),
    kind: 'COMMUNITY' as const,
    name: `第${inChinese(index + 1)}社区`,
  })),
];

/** The codes of the communities, in their order. */
export const communities = places.filter(({ kind }) => kind === 'COMMUNITY').map(({ code }) => code);

export const compounds: readonly DemoCompound[] = spread(COMPOUNDS, COMMUNITIES)
  .flatMap((count, community) =>
    Array.from({ length: count }, (_, index) => `${communityCode(community)}${String(index + 1).padStart(2, '0')}`),
  )
  .map((code, index) => {
    const buildings = spread(BUILDINGS, COMPOUNDS)[index] as number;
    const households = buildings * DWELLINGS_PER_BUILDING;
    return {
      code,
      name: compoundName(index),
      households,
      grossAreaM2x100: areasOf(code, households).reduce((sum, each) => sum + each, 0),
      buildings,
      location: locationOf(index),
    };
  });

/** The buildings of one compound, numbered from 1. */
export function buildingsOf({ code, buildings }: DemoCompound) {
  return Array.from({ length: buildings }, (_, index) => ({
    id: `${code}-${String(index + 1).padStart(3, '0')}`,
    no: `${index + 1}号楼`,
    units: 2,
    floors: 5 + 6 * pick(`floors ${code}`, index, 3),
  }));
}

/** Where the dwelling of this number is in its building: two entrances, in turn, and as many on a floor as there is need of. */
export function doorOf(door: number, floors: number): { readonly unit: string; readonly no: string } {
  const perFloor = Math.ceil(DWELLINGS_PER_BUILDING / 2 / floors);
  const inUnit = Math.floor(door / 2);
  const no = `${1 + Math.floor(inUnit / perFloor)}${String(1 + (inUnit % perFloor)).padStart(2, '0')}`;
  return { unit: String(1 + (door % 2)), no };
}

function communityCode(index: number): string {
  return `${STREET}${String(index + 1).padStart(3, '0')}`;
}

/** On a grid of eight to a row, some 730 m apart from west to east and 890 m from south to north. */
function locationOf(index: number): GeoPoint {
  const [row, column] = [Math.floor(index / 8), index % 8];
  return { latitude: (34_590 + row * 8) / 1_000, longitude: (118_320 + column * 8) / 1_000 };
}

/** Every combination of three words once, in an order of its own: 58 of 1,800. */
function compoundName(index: number): string {
  const number = (index * 1_117 + pick('compound names', 0, 1_800)) % (first.length * second.length * third.length);
  const [a, rest] = [number % first.length, Math.floor(number / first.length)];
  return `${first[a]}${second[rest % second.length]}${third[Math.floor(rest / second.length)]}`;
}

/** The areas of a compound's dwellings, each 70 to 140 m², in hundredths of a square metre. */
export function areasOf(code: string, households: number): readonly number[] {
  const first = pick(`area ${code}`, 0, 7_001);
  return Array.from({ length: households }, (_, dwelling) => 7_000 + ((dwelling * 2_654_435 + first) % 7_001));
}

function inChinese(number: number): string {
  const [tens, units] = [Math.floor(number / 10), number % 10];
  return `${tens === 0 ? '' : `${tens === 1 ? '' : numerals[tens - 1]}十`}${units === 0 ? '' : numerals[units - 1]}`;
}
