import type { Registered } from '@hh/service/register/registers.ts';
import { convenienceProjects, projectCategories } from './project.store.ts';

export const projectRegisters: readonly Registered[] = [
  [projectCategories, { below: { County: 'projectCategories' } }],
  [
    convenienceProjects,
    {
      root: 'convenienceProject',
      below: {
        Compound: 'convenienceProjects',
        ProjectCategory: { field: 'projects', by: 'category' },
        Branch: { field: 'secretaryProjects', by: 'branch' },
      },
    },
  ],
];
