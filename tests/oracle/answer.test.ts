/** What the oracle takes for the same answer: least where GraphQL leaves open which error is told. */
import { expect, test } from '@jest/globals';
import { type Answer, differenceOf } from './answer.ts';

const error = (path: string, code: string) => ({ path: path.split('.'), extensions: { code } });
const [malformed, forbidden] = [error('find', 'BAD_USER_INPUT'), error('enterprise.clients', 'FORBIDDEN')];
const none: Answer = { data: null, errors: [malformed] };
const some = { enterprise: { clients: null, name: '晨光' } };

test.each<[string, Answer, Answer, boolean]>([
  ['what a root field that failed left untold', { data: null, errors: [forbidden, malformed] }, none, true],
  ['all of it lost to errors of two codes', { data: null, errors: [forbidden] }, none, false],
  [
    'an error that is left out where the data stays',
    { data: some, errors: [] },
    { data: some, errors: [forbidden] },
    false,
  ],
  ['all lost, and nothing lost', { data: some, errors: [malformed] }, none, false],
])('%s', (_, one, other, isSame) => {
  expect([differenceOf(one, other), differenceOf(other, one)].map((each) => each === null)).toEqual([isSame, isSame]);
});
