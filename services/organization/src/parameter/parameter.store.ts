import type { Session } from '@hh/service/mongo.ts';
import { type RegisterParts, storeOf } from '@hh/service/register/commands.ts';
import { defineRegister } from '@hh/service/register/register.ts';
import { decided, type ParameterName, parameterExtra, parameterFields, parameters } from './parameter.ts';

export const countyParameters = defineRegister({
  type: 'CountyParameter',
  collection: 'county_parameters',
  fields: parameterFields,
  extra: parameterExtra,
  place: 'county',
  create: { mutation: 'setCountyParameter', may: 'parameters:set', decide: decided },
  unique: [{ name: 'one value a day', fields: ['name', 'since'] }],
  order: ['since'],
});

/** What is in force in a county today. */
export async function parameterOf(
  parts: RegisterParts,
  county: string,
  name: ParameterName,
  session: Session,
): Promise<number> {
  const since = { $lte: parts.clock.today() };
  const rows = await storeOf(parts, countyParameters.type).find({ county, name, since }, session);
  const [last] = rows.toSorted((a, b) => (a.since < b.since ? 1 : -1));
  return last ? Number(last.value) : parameters[name].usual;
}
