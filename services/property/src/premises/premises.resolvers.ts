import type { Register } from '@hh/service/register/register.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import { recoverPremises, tellOrganization } from './premises.commands.ts';
import { handovers, premises } from './premises.store.ts';

export const recoveringHandovers: Register = { ...handovers, effects: { handOverPremises: recoverPremises } };
const announced: Register = { ...premises, effects: { usePremises: tellOrganization } };

export const premisesRegisters: readonly Registered[] = [
  [announced, { root: 'premises', below: { Compound: 'premises' } }],
  [recoveringHandovers, { below: { Premises: { field: 'handovers', by: 'premises' } } }],
];
