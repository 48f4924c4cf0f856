/** A joint venture as a scenario finds it: its operator is registered, its agreement drafted or in force since December. */
import type { World } from './world.ts';

export const OPERATOR = '91371322MA00001A5Y';

const DRAFT = `mutation Draft($enterprise: RegisterEnterpriseInput!, $agreement: CreateAgreementInput!) {
  registerEnterprise(input: $enterprise) { __typename }
  createAgreement(input: $agreement) { __typename }
}`;
export const ACTIVATE = `mutation Activate($input: ActivateAgreementInput!) {
  activateAgreement(input: $input) { ... on AgreementActivated { agreement { state } } ... on Refused { code } }
}`;

interface Venture {
  readonly code: string;
  /** Of each compound that shares. */
  readonly weights: Readonly<Record<string, number>>;
}

export async function draftAgreement(data: World['data'], { code, weights }: Venture): Promise<void> {
  const enterprise = { uscc: OPERATOR, name: '郯城县惠民家政服务有限公司', kind: 'STATE', trade: '家政服务' };
  const shares = Object.entries(weights).map(([compound, weight]) => ({ compound, weight }));
  const agreement = {
    code,
    name: '和园家政服务',
    operator: OPERATOR,
    community: '371322001001',
    business: 'HOUSEKEEPING',
    usesCommonParts: false,
    terms: [{ from: '2025-12', rateBp: 1_000, weights: shares }],
  };
  await data('finance-maker', DRAFT, { enterprise, agreement });
}
