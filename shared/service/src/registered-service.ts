/** What all services with registers begin with: what they say alike, what they keep, and what they are asked. */
import { auditTrailResolvers } from './audit-trail.ts';
import type { RequestContext } from './context.ts';
import { failure } from './failure.ts';
import { knownField } from './register/elsewhere.ts';
import { collectionOf } from './register/register.ts';
import { createRegisters, type Registered, type Registers, registerMigrations } from './register/registers.ts';
import { mergeResolvers, type Platform, type Resolvers, type ServiceDefinition, type ServiceName } from './service.ts';

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
  service: ServiceName,
  registered: readonly Registered[],
  own: Registers['own'] = {},
): Registers {
  const made = createRegisters(platform, registered, own);
  const alike = [auditTrailResolvers(platform, service), knownResolvers(made, service)];
  return { ...made, resolvers: mergeResolvers(made.resolvers, ...alike) };
}

/** Answers other services which of the objects that their rows are to refer to are there. */
function knownResolvers({ stores, own }: Registers, service: ServiceName): Resolvers {
  const known = async (
    _: unknown,
    { type, keys }: { readonly type: string; readonly keys: readonly string[] },
    context: RequestContext,
  ): Promise<readonly string[]> => {
    const store = stores.get(type);
    if (store) return [...(await store.byIds(keys)).keys()];
    const find = own[type];
    if (!find) throw failure('BAD_USER_INPUT', `type: ${service} has no ${type} 无此类对象`);
    const found = await Promise.all(keys.map((key) => find(key, context)));
    return keys.filter((_, index) => found[index] !== null);
  };
  return { Query: { [knownField(service)]: known } };
}
