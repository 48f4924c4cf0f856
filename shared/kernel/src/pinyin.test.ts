import { describe, expect, test } from '@jest/globals';
import { initialsOf, initialsOfName, isWanted, wantedBy } from './pinyin.ts';

describe('pinyin initials', () => {
  test.each([
    ['和康家园', 'hkjy'],
    ['瑞泽苑', 'rzy'],
    ['锦安小区', 'jaxq'],
    ['第二十七社区', 'desqsq'],
    ['郯城街道', 'tcjd'],
    ['盛悦公馆', 'sygg'],
    ['24小时便利店', '24xsbld'],
    ['JV-0001 他山', 'jv0001ts'],
    ['阿卜杜拉·某某', 'abdlmm'],
    ['𠮷野', 'y'],
    ['', ''],
  ])('of %s are %s', (text, initials) => {
    expect(initialsOf(text)).toBe(initials);
  });

  test.each([
    ['单立军', 'slj'],
    ['曾雪', 'zx'],
    ['王建国', 'wjg'],
    ['欧阳雪', 'oyx'],
    ['解放', 'xf'],
  ])('of the name %s are %s', (name, initials) => {
    expect(initialsOfName(name)).toBe(initials);
  });

  /** One character for each letter, and one that the next letter follows. */
  test.each(
    [
      ...'安a奥a八b步b擦c错c大d多d额e二e发f富f该g过g哈h活h及j军j卡k阔k拉l洛l马m木m那n诺n哦o偶o怕p普p七q群q然r若r三s所s他t拖t挖w物w西x迅x丫y运y匝z座z',
    ].flatMap((character, index, all) => (index % 2 === 0 ? [[character, all[index + 1] as string] as const] : [])),
  )('%s begins with %s', (character, letter) => {
    expect(initialsOf(character)).toBe(letter);
  });
});

describe('what is looked for', () => {
  test.each([
    [' 家园 ', '和康家园', true],
    ['kj', '和康家园', true],
    ['HKJY', '和康家园', true],
    ['hj', '和康家园', false],
    ['花园', '和康家园', false],
    ['24', '24小时便利店', true],
  ])('%j in %s: %s', (text, name, is) => {
    expect(isWanted(wantedBy(text) as never, name)).toBe(is);
  });

  test.each([[''], ['  '], ['长'.repeat(41)]])('%j is nothing to look for', (text) => {
    expect(wantedBy(text)).toBeNull();
  });
});
