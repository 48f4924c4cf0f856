/** The subgraph of Apollo's compatibility suite, made with the kit that our services are made with. */
import { readFileSync } from 'node:fs';
import { executable } from '@hh/service/subgraph.ts';
import type { GraphQLSchema } from 'graphql';

interface Product {
  readonly id: string;
  readonly sku: string;
  readonly package: string;
  readonly variation: { readonly id: string };
}

const creator = {
  email: 'support@apollographql.com',
  name: 'Jane Smith',
  totalProductsCreated: 1337,
  yearsOfEmployment: 10,
};
const retired = {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy: creator,
};
const studies = [
  { caseNumber: '1234', description: 'Federation Study' },
  { caseNumber: '1235', description: 'Studio Study' },
];
const research = studies.map((study) => ({ study, outcome: null }));
const shared = { dimensions: { size: 'small', weight: 1, unit: 'kg' }, createdBy: creator, notes: null };
const products = [
  {
    ...shared,
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
    research: [research[0]],
  },
  {
    ...shared,
    id: 'apollo-studio',
    sku: 'studio',
    package: '',
    variation: { id: 'platform' },
    research: [research[1]],
  },
];

/** By whichever key it was asked. */
function find(key: Partial<Product>): Product | undefined {
  return products.find(
    ({ id, sku, package: name, variation }) =>
      id === key.id ||
      (sku === key.sku && (name === key.package || (key.variation && variation.id === key.variation.id))),
  );
}

const findRetired = ({ sku, package: name }: { sku: string; package: string }) =>
  sku === retired.sku && name === retired.package ? { ...retired } : null;

interface UserKey {
  readonly email: string;
  readonly totalProductsCreated?: number;
  readonly yearsOfEmployment?: number;
}

const resolvers = {
  Query: {
    product: (_: unknown, { id }: { id: string }) => find({ id }) ?? null,
    deprecatedProduct: (_: unknown, key: { sku: string; package: string }) => findRetired(key),
  },
  Product: {
    __resolveReference: (key: Partial<Product>) => {
      const found = find(key);
      return found ? { ...found } : null;
    },
  },
  DeprecatedProduct: { __resolveReference: findRetired },
  ProductResearch: {
    __resolveReference: ({ study }: { study: { caseNumber: string } }) =>
      research.find((each) => each.study.caseNumber === study.caseNumber) ?? null,
  },
  User: {
    __resolveReference: (key: UserKey) => (key.email === creator.email ? { ...creator, ...key } : null),
    averageProductsCreatedPerYear: ({ totalProductsCreated, yearsOfEmployment }: Required<UserKey>) =>
      Math.round(totalProductsCreated / yearsOfEmployment),
  },
  Inventory: {
    __resolveReference: ({ id }: { id: string }) =>
      id === 'apollo-oss' ? { id, deprecatedProducts: [retired] } : null,
  },
};

export const productsSdl = readFileSync(new URL('products.graphql', import.meta.url), 'utf8');

export function createProducts(): GraphQLSchema {
  return executable('products', productsSdl, resolvers);
}
