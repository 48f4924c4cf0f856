/**
 * What Apollo's compatibility suite asks of a subgraph library, asked of the kit that our services are made with: the
 * text it publishes, its entities over HTTP, and what a gateway makes of it together with two others.
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeSupergraph } from '@hh/gateway/compose.ts';
import { createGateway, type Gateway } from '@hh/gateway/gateway.ts';
import { createLocalDataSource } from '@hh/gateway/local-data-source.ts';
import { createLog } from '@hh/service/log.ts';
import type { OpenService } from '@hh/service/open-service.ts';
import { createServiceHttp } from '@hh/service/service-http.ts';
import { executable } from '@hh/service/subgraph.ts';
import { createSubgraphExecutor } from '@hh/service/subgraph-executor.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stripIgnoredCharacters } from 'graphql';
import { createProducts, productsSdl } from './products.ts';

const usersSdl = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type User @key(fields: "email") { email: ID! name: String totalProductsCreated: Int @shareable yearsOfEmployment: Int! }
`;
const inventorySdl = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@requires", "@shareable", "@external"])
  extend type Product @key(fields: "id") {
    id: ID! @external
    dimensions: ProductDimension @external
    delivery(zip: String): DeliveryEstimates @requires(fields: "dimensions { size weight }")
  }
  type ProductDimension @shareable { size: String weight: Float }
  type DeliveryEstimates { estimatedDelivery: String fastestDelivery: String }
  interface Inventory @key(fields: "id") { id: ID! products: [Product!]! }
  type OpenSourceInventory implements Inventory @key(fields: "id") { id: ID! products: [Product!]! }
  extend type Query { inventory(id: ID!): Inventory }
`;

interface Sized {
  readonly dimensions: { readonly size: string; readonly weight: number };
}

const SYSTEM = 'Bearer of the system';
const log = createLog({ name: 'test', level: 'silent' });
const subgraphs = {
  products: createProducts(),
  users: executable('users', usersSdl, {
    User: {
      __resolveReference: ({ email }: { email: string }) => ({
        email,
        name: 'Support',
        totalProductsCreated: 10,
        yearsOfEmployment: 10,
      }),
    },
  }),
  inventory: executable('inventory', inventorySdl, {
    Query: {
      inventory: (_: unknown, { id }: { id: string }) => ({
        __typename: 'OpenSourceInventory',
        id,
        products: [{ id: 'apollo-federation' }],
      }),
    },
    Product: {
      delivery: ({ dimensions: { size, weight } }: Sized, { zip }: { zip: string }) => ({
        estimatedDelivery: `${size}, ${weight}, ${zip}`,
      }),
    },
  }),
};

let server: Server;
let gateway: Gateway;
let address: string;
let sdl: string;

beforeAll(async () => {
  const app = createServiceHttp({
    service: { running: { resolvers: {} } } as unknown as OpenService,
    schema: subgraphs.products,
    execute: createSubgraphExecutor({ name: 'products', schema: subgraphs.products, log }),
    identify: async (authorization) =>
      authorization === SYSTEM ? { kind: 'SYSTEM', id: 'gateway', grants: [] } : null,
    isReady: () => true,
    log,
    telemetry: unwatched(),
  });
  await new Promise<void>((done) => {
    server = app.listen(0, '127.0.0.1', () => done());
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  gateway = createGateway({
    supergraphSdl: composeSupergraph([
      { name: 'products', url: address, sdl: productsSdl },
      { name: 'users', url: address, sdl: usersSdl },
      { name: 'inventory', url: address, sdl: inventorySdl },
    ]),
    dataSourceFor: (name) => {
      const schema = subgraphs[name as keyof typeof subgraphs];
      return createLocalDataSource(createSubgraphExecutor({ name, schema, log }));
    },
    log,
    isOurs: false,
  });
  await gateway.load();
  sdl = stripIgnoredCharacters((await products('{ _service { sdl } }')).data._service.sdl);
});
afterAll(async () => {
  await gateway.stop();
  server.closeAllConnections();
  server.close();
});

// biome-ignore lint/suspicious/noExplicitAny: the answer of any operation
async function products(query: string, variables: object = {}, headers: object = {}): Promise<any> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return await answer.json();
}

// biome-ignore lint/suspicious/noExplicitAny: the answer of any operation
async function graph(query: string): Promise<any> {
  const context = { actor: null, language: 'en' as const, requestId: 'request-1' };
  return JSON.parse(JSON.stringify(await gateway.execute({ query, context })));
}

async function entity(type: string, key: object, selection: string): Promise<unknown> {
  const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} { ${selection} } } }`;
  const answer = await products(query, { keys: [{ __typename: type, ...key }] });
  expect(answer).not.toHaveProperty('errors');
  return answer.data._entities[0];
}

describe('the text that the subgraph publishes', () => {
  test('has every type and field of the source', () => {
    const coordinatesOf = (text: string) =>
      parse(text).definitions.flatMap((definition) =>
        'fields' in definition && definition.name
          ? [...(definition.fields ?? [])].map((field) => `${definition.name?.value}.${field.name.value}`)
          : [],
      );
    expect(coordinatesOf(sdl)).toEqual(expect.arrayContaining(coordinatesOf(productsSdl)));
  });

  test.each([
    ['@link', /@link\(url:"https:\/\/specs\.apollo\.dev\/federation\/v2\.7" ?import:\["@composeDirective"/],
    ['@key, one field', /type User[^{]*@key\(fields:"email"/],
    ['@key, two fields', /type DeprecatedProduct[^{]*@key\(fields:"sku package"/],
    ['@key, a field of an object', /type ProductResearch[^{]*@key\(fields:"study { caseNumber }"/],
    [
      '@key, three of them',
      /type Product.*@key\(fields:"id".*@key\(fields:"sku package".*@key\(fields:"sku variation { id }"/,
    ],
    ['@requires', /averageProductsCreatedPerYear:Int@requires\(fields:"totalProductsCreated yearsOfEmployment"\)/],
    ['@provides', /createdBy:User@provides\(fields:"totalProductsCreated"\)/],
    ['@external', /email:ID!@external/],
    ['@shareable', /type ProductDimension@shareable/],
    ['@tag, by its own name', /notes:String@tag\(name:"internal"\)/],
    ['@override', /name:String@override\(from:"users"\)/],
    ['@inaccessible, by its own name', /unit:String@inaccessible/],
    [
      '@composeDirective and the directive',
      /@composeDirective\(name:"@custom"\).*directive@custom on OBJECT.*type Product@custom/,
    ],
    ['@interfaceObject', /type Inventory[^{]*@interfaceObject/],
  ])('%s', (_, pattern) => {
    expect(sdl).toMatch(pattern);
  });

  test('names one version of the federation', () => {
    expect(sdl.match(/specs\.apollo\.dev\/federation\//g)).toHaveLength(1);
  });
});

describe('entities over HTTP', () => {
  test('by one field', async () => {
    const key = { email: 'support@apollographql.com' };
    expect(await entity('User', key, 'email name')).toEqual({ ...key, name: 'Jane Smith' });
  });

  test('by two fields', async () => {
    const key = { sku: 'apollo-federation-v1', package: '@apollo/federation-v1' };
    expect(await entity('DeprecatedProduct', key, 'sku package reason')).toEqual({
      ...key,
      reason: 'Migrate to Federation V2',
    });
  });

  test('by a field of an object', async () => {
    const key = { study: { caseNumber: '1234' } };
    expect(await entity('ProductResearch', key, 'study { description }')).toEqual({
      study: { description: 'Federation Study' },
    });
  });

  test('by any of several keys', async () => {
    expect(await entity('Product', { id: 'apollo-federation' }, 'sku')).toEqual({ sku: 'federation' });
    expect(await entity('Product', { sku: 'federation', package: '@apollo/federation' }, 'id')).toEqual({
      id: 'apollo-federation',
    });
    expect(await entity('Product', { sku: 'studio', variation: { id: 'platform' } }, 'id')).toEqual({
      id: 'apollo-studio',
    });
  });

  test('with what is inaccessible in the graph, and what is provided', async () => {
    const { data } = await products(
      '{ product(id: "apollo-federation") { dimensions { unit } createdBy { totalProductsCreated } } }',
    );
    expect(data.product).toEqual({ dimensions: { unit: 'kg' }, createdBy: { totalProductsCreated: 1337 } });
  });
});

describe('federated tracing', () => {
  const traced = { 'apollo-federation-include-trace': 'ftv1' };

  test('says what each field took to a gateway that shows who it is', async () => {
    const answer = await products('{ __typename }', {}, { ...traced, authorization: SYSTEM });
    expect(answer).toEqual({ data: { __typename: 'Query' }, extensions: { ftv1: expect.any(String) } });
    const keys = [{ __typename: 'Product', id: 'apollo-federation' }];
    const query = 'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Product { sku } } }';
    const { data, extensions } = await products(query, { keys }, { ...traced, authorization: SYSTEM });
    expect(data).toEqual({ _entities: [{ sku: 'federation' }] });
    expect(Buffer.from(extensions.ftv1, 'base64').toString('latin1')).toMatch(/_entities.*sku.*Product/s);
  });

  test('says nothing to a stranger', async () => {
    expect(await products('{ __typename }', {}, traced)).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('through the gateway', () => {
  test('a field is computed from what another subgraph knows, and one moved here comes from here', async () => {
    expect(
      await graph('{ product(id: "apollo-federation") { createdBy { averageProductsCreatedPerYear name email } } }'),
    ).toEqual({
      data: {
        product: {
          createdBy: { averageProductsCreatedPerYear: 134, name: 'Jane Smith', email: 'support@apollographql.com' },
        },
      },
    });
  });

  test('another subgraph computes from what this one knows, of a type that both have', async () => {
    const { data } = await graph(
      '{ product(id: "apollo-federation") { dimensions { size weight } delivery(zip: "94111") { estimatedDelivery } } }',
    );
    expect(data.product).toEqual({
      dimensions: { size: 'small', weight: 1 },
      delivery: { estimatedDelivery: 'small, 1, 94111' },
    });
  });

  test('a field is added to every kind of an interface', async () => {
    expect(await graph('{ inventory(id: "apollo-oss") { deprecatedProducts { sku reason } } }')).toEqual({
      data: {
        inventory: { deprecatedProducts: [{ sku: 'apollo-federation-v1', reason: 'Migrate to Federation V2' }] },
      },
    });
  });

  test('what is inaccessible cannot be asked', async () => {
    const { errors } = await graph('{ product(id: "apollo-federation") { dimensions { unit } } }');
    expect(errors[0].message).toContain('unit');
  });
});
