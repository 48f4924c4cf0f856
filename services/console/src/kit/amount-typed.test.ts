import { expect, test } from '@jest/globals';
import { amountTyped } from './amount-typed.ts';

test.each([
  ['1200.5', '1200.50'],
  [' 1,200.50 ', '1200.50'],
  ['18，600', '18600.00'],
  ['1,234,567.8', '1234567.80'],
  ['-1,200', '-1200.00'],
  ['0.05', '0.05'],
])('%j is the amount %s', (typed, amount) => {
  expect(amountTyped(typed)).toBe(amount);
});

test.each([
  '',
  '1,2',
  '12,00.5',
  '1,2000',
  '1200,500',
  ',200',
  '1,,200',
  '1,200,',
  '1.234',
  '1.200,50',
  '1.5,000',
  '1 200',
  '¥5',
  '1e3',
])('%j is none', (typed) => {
  expect(amountTyped(typed)).toBeNull();
});
