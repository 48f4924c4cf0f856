/** What all services with registers begin with: what they say alike, what they keep, and what they are asked. */
import { auditTrailResolvers } from './audit-trail.ts';
import { collectionOf } from './register/register.ts';
import { createRegisters, type Registered, type Registers, registerMigrations } from './register/registers.ts';
import { mergeResolvers, type Platform, type ServiceDefinition } from './service.ts';

/** The definition of a service, with the collections and the migrations of its registers after its own. */
export function defineService(
  definition: ServiceDefinition & Required<Pick<ServiceDefinition, 'registers'>>,
): ServiceDefinition {
  const { registers, collections, migrations } = definition;
  return {
    ...definition,
    collections: [...collections, ...registers.map(collectionOf)],
    migrations: [...migrations, ...registerMigrations(registers)],
  };
}

/** Its registers as they run, with its part of the trail. `own` finds what the service has beside them. */
export function runRegisters(
  platform: Platform,
  service: string,
  registered: readonly Registered[],
  own: Registers['own'] = {},
): Registers {
  const made = createRegisters(platform, registered, own);
  return { ...made, resolvers: mergeResolvers(made.resolvers, auditTrailResolvers(platform.connection, service)) };
}
