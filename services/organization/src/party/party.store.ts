import type { Capability } from '@hh/service/actor.ts';
import { defineRegister } from '@hh/service/register/register.ts';
import { compoundsOfBuildings } from '../building/building.store.ts';
import {
  branchFields,
  dissolved,
  foundBranch,
  foundGroup,
  generalBranchFields,
  groupFields,
  hubHouseholdExtra,
  hubHouseholdFields,
  hubHouseholdStates,
  nameHubHousehold,
  unitExtra,
} from './party.ts';

const FOUND: Capability = 'party:found';
const inForce = { state: 'IN_FORCE' };
const oneCode = { name: 'one unit a code', fields: ['code'] };

export const generalBranches = defineRegister({
  type: 'GeneralBranch',
  collection: 'general_branches',
  fields: generalBranchFields,
  extra: unitExtra,
  place: 'community',
  create: { mutation: 'foundGeneralBranch', may: FOUND },
  states: dissolved('dissolveGeneralBranch', FOUND),
  unique: [{ name: 'one general branch a community', fields: ['community'], where: inForce }, oneCode],
  order: ['code'],
});

export const branches = defineRegister({
  type: 'Branch',
  collection: 'branches',
  fields: branchFields,
  extra: unitExtra,
  place: 'compound',
  create: { mutation: 'foundBranch', may: FOUND, decide: foundBranch },
  states: dissolved('dissolveBranch', FOUND),
  unique: [{ name: 'one branch a compound', fields: ['compound'], where: inForce }, oneCode],
  indexes: [{ name: 'general branch', key: { generalBranch: 1, code: 1 } }],
  order: ['code'],
});

export const groups = defineRegister({
  type: 'Group',
  collection: 'groups',
  fields: groupFields,
  extra: unitExtra,
  place: { of: 'branch' },
  create: { mutation: 'foundGroup', may: 'party:organize', decide: foundGroup },
  states: dissolved('dissolveGroup', 'party:organize'),
  unique: [{ name: 'one group a building', fields: ['buildings'], where: inForce }, oneCode],
  indexes: [
    { name: 'branch', key: { branch: 1, code: 1 } },
    { name: 'building', key: { buildings: 1 } },
  ],
  looks: { foundGroup: compoundsOfBuildings('buildings') },
  order: ['code'],
});

export const hubHouseholds = defineRegister({
  type: 'HubHousehold',
  collection: 'hub_households',
  fields: hubHouseholdFields,
  extra: hubHouseholdExtra,
  place: { of: 'group' },
  create: { mutation: 'nameHubHousehold', may: 'party:organize', decide: nameHubHousehold },
  states: hubHouseholdStates,
  unique: [
    { name: 'one hub household a dwelling', fields: ['dwelling'], where: inForce },
    { name: 'one hub household a member', fields: ['member'], where: inForce },
    { name: 'one hub household a plate', fields: ['plateNo'], where: inForce },
  ],
  indexes: [
    { name: 'group', key: { group: 1, plateNo: 1 } },
    { name: 'building', key: { building: 1, plateNo: 1 } },
    { name: 'dwelling', key: { dwelling: 1 } },
    { name: 'figures', key: { county: 1, place: 1, since: 1, until: 1 } },
  ],
  order: ['plateNo'],
});
