/** Every page worth a look, and somebody who sees it: what the tests hold to the rules, and what the screenshots show. */
export const looks: readonly (readonly [path: string, persona: string | null])[] = [
  ['/county', null],
  ['/sign-in', null],
  ['/public/37132200100101', null],
];
