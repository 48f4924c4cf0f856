import { describe, expect, test } from '@jest/globals';
import { isRefusal, must, refuse, shown } from './refusal.ts';
import { refusals } from './refusal-catalogue.ts';

const placeholders = (message: string) => [...new Set(message.match(/\{\w+\}/g))].sort();

describe('the catalogue of refusals', () => {
  test.each(Object.entries(refusals))('%s says the same in Chinese and in English', (code, { zh, en }) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
    expect(placeholders(zh)).toEqual(placeholders(en));
    expect(`${zh}${en}`).not.toMatch(/[.。]$/);
  });

  test('has no two codes with one sentence', () => {
    const sentences = Object.values(refusals).flatMap(({ zh, en }) => [zh, en] as string[]);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('has no placeholder that is the name of the field itself', () => {
    const all = Object.values(refusals).flatMap(({ en }) => placeholders(en));
    expect(all).not.toContain('{field}');
  });
});

describe('a refusal', () => {
  const refusal = refuse('PERIOD_CLOSED', { field: 'period', period: '2026-11' });

  test('names its code, its field, and what its sentence needs', () => {
    expect(refusal).toMatchObject({ code: 'PERIOD_CLOSED', field: 'period', parameters: { period: '2026-11' } });
    expect(refusal.message('en')).toBe('The period 2026-11 is closed');
    expect(refusal.message('zh')).toBe('期间 2026-11 已结账');
  });

  test('shows where its sentence lacks a word, and takes no word from the value itself', () => {
    expect(refuse('PERIOD_CLOSED').message('en')).toBe('The period ? is closed');
    expect(refuse('CODE_MALFORMED', { value: '{what} $& $1' }).message('en')).toBe(
      'The code "{what} $& $1" is malformed',
    );
  });

  test('fills in numbers of any size', () => {
    expect(refuse('LIST_SIZE', { min: 1, max: 1_000n }).message('en')).toContain('between 1 and 1000');
  });

  test('can be about another field, and is a new one then', () => {
    expect(refusal.at('input.period')).toMatchObject({ code: 'PERIOD_CLOSED', field: 'input.period' });
    expect(refusal.at('input.period').parameters).toEqual(refusal.parameters);
    expect(refusal.field).toBe('period');
    expect(refuse('NOT_FOUND', { what: 'x' }).field).toBeNull();
  });

  test('is known from any other answer', () => {
    expect([refusal, null, undefined, 0n, 'PERIOD_CLOSED', { code: 'PERIOD_CLOSED' }].map(isRefusal)).toEqual([
      true,
      ...Array(5).fill(false),
    ]);
  });

  test('is a bug where it must not be: its code and sentence are thrown', () => {
    expect(() => must(refusal)).toThrow('PERIOD_CLOSED: The period 2026-11 is closed');
    expect(must(0n)).toBe(0n);
    expect(must(null)).toBeNull();
  });
});

describe('what was given', () => {
  test('is shown as it is, cut at 40 characters and never inside one', () => {
    expect(shown('12.345')).toBe('12.345');
    expect(shown(12.345)).toBe('12.345');
    expect(shown('𠮷'.repeat(100))).toBe('𠮷'.repeat(40));
  });

  test('is shown by its type where it is neither text nor number', () => {
    expect([null, undefined, {}, Object.create(null), true, []].map(shown)).toEqual([
      'object',
      'undefined',
      'object',
      'object',
      'boolean',
      'object',
    ]);
  });
});
