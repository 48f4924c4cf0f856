import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { parseCommand } from './command-line.ts';

const shape = {
  seed: z.coerce.number().int().min(0).default(7),
  only: z.string().optional(),
  part: z.array(z.string()).default([]),
  json: z.boolean().default(false),
};
const parsed = (line: string, words = 0) => parseCommand(line === '' ? [] : line.split(' '), shape, words);

describe('a command', () => {
  test('has what it was called with, and else what is usual', () => {
    expect(parsed('')).toEqual({ options: { seed: 7, part: [], json: false }, words: [] });
    expect(parsed('graph --seed 8 --part http --part memory --json', 1)).toEqual({
      options: { seed: 8, part: ['http', 'memory'], json: true },
      words: ['graph'],
    });
  });

  test.each([
    ['--sead 8', "Unknown option '--sead'"],
    ['--seed', "Option '--seed <value>' argument missing"],
    ['--json=yes', "Option '--json' does not take an argument"],
    ['--seed abc', '--seed: '],
    ['--seed 1.5', '--seed: '],
    ['--seed=-1', '--seed: '],
  ])('called with %s says what is wrong', (line, said) => {
    expect(parsed(line)).toEqual(expect.stringContaining(said));
  });

  test('says that a word is missing', () => {
    expect(parsed('--json', 1)).toBe('Something is missing.');
  });
});
