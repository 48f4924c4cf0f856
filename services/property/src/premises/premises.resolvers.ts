import type { Register } from '@hh/service/register/register.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import { recoverPremises } from './premises.commands.ts';
import { handovers, premises } from './premises.store.ts';

export const recoveringHandovers: Register = { ...handovers, effects: { handOverPremises: recoverPremises } };

export const premisesRegisters: readonly Registered[] = [
  [premises, { root: 'premises', below: { Compound: 'premises' } }],
  [recoveringHandovers, { below: { Premises: { field: 'handovers', by: 'premises' } } }],
];
