/** The facts there are, by hand. */
import { AllocationApproved } from './allocation-approved.ts';
import { AllocationReached } from './allocation-reached.ts';
import { AppointmentChanged } from './appointment-changed.ts';
import { BuildingsRegistered } from './buildings-registered.ts';
import { CompoundLocated } from './compound-located.ts';
import type { EventDefinition } from './event.ts';
import { PremisesUsed } from './premises-used.ts';
import { PublicRevenuePublished } from './public-revenue-published.ts';

export const events: readonly EventDefinition[] = [
  AllocationApproved,
  AllocationReached,
  AppointmentChanged,
  BuildingsRegistered,
  CompoundLocated,
  PremisesUsed,
  PublicRevenuePublished,
];
