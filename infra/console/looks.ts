/** Every page worth a look, and somebody who sees it: what the tests hold to the rules, and what the screenshots show. */
export const looks: readonly (readonly [path: string, persona: string | null])[] = [
  ['/county', null],
  ['/sign-in', null],
  ['/public/37132200100101', null],
  ['/finance', 'finance-maker'],
  ['/finance/periods/JV-0001/2025-12', 'finance-maker'],
  ['/finance/allocations/JV-0001/2025-11', 'finance-checker'],
  ['/finance/approvals', 'finance-checker'],
  ['/finance/agreements', 'finance-maker'],
  ['/finance/agreements/new', 'finance-maker'],
  ['/finance/agreements/JV-0001', 'auditor'],
  ['/finance/what-if?agreement=JV-0001&rate=1500', 'auditor'],
  ['/finance/publications?period=2025-11', 'finance-maker'],
  ['/partner', 'operator'],
  ['/partner/agreements/JV-0001/post', 'operator'],
  ['/partner/agreements/JV-0001/file', 'operator'],
  ['/partner/agreements/JV-0001/entries?period=2025-11', 'operator'],
];
