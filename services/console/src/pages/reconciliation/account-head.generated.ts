/* Written by npm run documents. */
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@apollo/client';
export type AccountHeadFragment = { __typename: 'BankAccount', code: string, name: string, bank: string, numberEnd: string, bookBalance: string, bankBalance: string | null };

export const AccountHeadFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BankAccount"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"bank"}},{"kind":"Field","name":{"kind":"Name","value":"numberEnd"}},{"kind":"Field","name":{"kind":"Name","value":"bookBalance"}},{"kind":"Field","name":{"kind":"Name","value":"bankBalance"}}]}}]} as unknown as DocumentNode<AccountHeadFragment, unknown>;