/** The services there are, by hand: what the supergraph is composed of, and what the embedded mode runs. */
import { economy } from '@hh/economy/economy.ts';
import { organization } from '@hh/organization/organization.ts';
import { property } from '@hh/property/property.ts';
import type { ServiceDefinition } from '@hh/service/service.ts';
import { volunteers } from '@hh/volunteers/volunteers.ts';
import { workflows } from '@hh/workflows/workflows.ts';

export const definitions: readonly ServiceDefinition[] = [organization, volunteers, property, economy, workflows];
