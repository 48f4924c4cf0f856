/* Written by npm run documents. */
export const possibleTypes: Readonly<Record<string, string[]>> = {
  Place: ['County', 'Street', 'Community', 'Compound'],
};
