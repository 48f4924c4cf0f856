import { defineRegister } from '@hh/service/register/register.ts';
import { categoryFields, projectExtra, projectFields, projectStates, proposeProject } from './project.ts';

export const projectCategories = defineRegister({
  type: 'ProjectCategory',
  collection: 'project_categories',
  fields: categoryFields,
  place: 'county',
  create: { mutation: 'defineProjectCategory', may: 'services:define' },
  unique: [{ name: 'one category a number', fields: ['no'] }],
  order: ['no'],
});

export const convenienceProjects = defineRegister({
  type: 'ConvenienceProject',
  collection: 'convenience_projects',
  fields: projectFields,
  extra: projectExtra,
  place: 'compound',
  create: { mutation: 'proposeProject', may: 'projects:propose', state: 'PROPOSED', decide: proposeProject },
  states: projectStates,
  indexes: [
    { name: 'category', key: { category: 1, _id: 1 } },
    { name: 'branch', key: { branch: 1, _id: 1 } },
  ],
});
