/* Written by npm run documents. */
export const documentIds: Readonly<Record<string, string>> = {
  County: 'bcf860d9edc36b8d418915539904aafdda705b11093d9d1d6fa273a1104ad3f7',
  Viewer: '4bfc3d0623ca21bda9287f77280bbcc08b132f7bdffa30c08d57c87d0732524e',
};
