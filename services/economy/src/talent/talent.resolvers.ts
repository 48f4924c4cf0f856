import { load, type RequestContext } from '@hh/service/context.ts';
import { canRead, type Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { applications, companyJobs, hires, jobFairs, jobPostings, talents } from './talent.store.ts';

export const talentRegisters: readonly Registered[] = [
  [talents, { below: { Compound: 'talents' } }],
  [
    jobPostings,
    {
      root: 'jobPosting',
      hidden: ['isPublished'],
      below: { Community: 'jobPostings', PartnerEnterprise: { field: 'jobPostings', by: 'owner' } },
    },
  ],
  [
    applications,
    {
      below: {
        JobPosting: { field: 'applications', by: 'posting' },
        Talent: { field: 'applications', by: 'talent' },
        Person: { field: 'applications', by: 'person' },
      },
    },
  ],
  [hires, { below: { JobPosting: { field: 'hires', by: 'posting' } } }],
  [companyJobs, { below: { Company: { field: 'jobs', by: 'company' } } }],
  [jobFairs, { below: { Community: 'jobFairs' } }],
];

export function createTalentResolvers(registers: Registers): Resolvers {
  const store = registers.store(talents);
  const byPersons = async (persons: readonly string[]): Promise<ReadonlyMap<string, Row>> => {
    const found = await store.find({ person: { $in: [...persons] }, state: 'REGISTERED' });
    return new Map(found.map((row) => [row.person, row]));
  };
  return {
    Person: {
      __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Person', id }),
      talent: async ({ id }: { id: string }, _: unknown, context: RequestContext) => {
        const row = await load(context, byPersons, id);
        return row && canRead(talents, context.actor, row) ? { ...row } : null;
      },
    },
  };
}
