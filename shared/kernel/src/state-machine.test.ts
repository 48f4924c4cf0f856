import { describe, expect, test } from '@jest/globals';
import { conditionOf, reachable, type StateMachine, whyNot } from './state-machine.ts';

type State = 'DRAFT' | 'ACTIVE' | 'ENDED' | 'LOST';

const machine: StateMachine<'activate' | 'end', State> = {
  activate: { from: ['DRAFT'], to: 'ACTIVE', may: 'things:check', notBy: ['createdBy', 'parts.draftedBy'] },
  end: { from: ['DRAFT', 'ACTIVE'], to: 'ENDED', may: 'system' },
};
const thing = { state: 'DRAFT' as State, createdBy: 'p1', parts: [{ draftedBy: 'p2' }, { draftedBy: null }] };

describe('a transition', () => {
  test.each([
    ['p3', 'DRAFT', null],
    ['p1', 'DRAFT', 'SAME_PERSON'],
    ['p2', 'DRAFT', 'SAME_PERSON'],
    ['p1', 'ACTIVE', 'STATE_NOT_ALLOWED'],
    ['p3', 'ENDED', 'STATE_NOT_ALLOWED'],
  ] as const)('by %s of what is %s is refused with %s', (person, state, code) => {
    expect(whyNot(machine.activate, { ...thing, state }, person)?.code ?? null).toBe(code);
  });

  test('that nobody is kept from is only a matter of the state', () => {
    expect(whyNot(machine.end, thing, 'p1')).toBeNull();
    expect(whyNot(machine.activate, { state: 'DRAFT' }, 'p1')).toBeNull();
  });

  test('may have a better word for a state that it does not lead from', () => {
    const claim = {
      from: ['DRAFT'],
      to: 'ACTIVE',
      may: 'things:claim',
      otherwise: { ACTIVE: 'ALREADY_EXISTS' },
    } as const;
    expect((['ACTIVE', 'ENDED'] as const).map((state) => whyNot<State>(claim, { state }, 'p1')?.code)).toEqual([
      'ALREADY_EXISTS',
      'STATE_NOT_ALLOWED',
    ]);
  });

  test('is a condition of the write by the same words', () => {
    expect(conditionOf(machine.activate, 'p1')).toEqual({
      state: { $in: ['DRAFT'] },
      createdBy: { $ne: 'p1' },
      'parts.draftedBy': { $ne: 'p1' },
    });
    expect(conditionOf(machine.end, 'p1')).toEqual({ state: { $in: ['DRAFT', 'ACTIVE'] } });
  });
});

test('a state that nothing leads to is not reached', () => {
  expect([...reachable(machine, 'DRAFT')]).toEqual(['DRAFT', 'ACTIVE', 'ENDED']);
  expect([...reachable(machine, 'LOST')]).toEqual(['LOST']);
});
