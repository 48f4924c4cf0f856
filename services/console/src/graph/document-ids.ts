/* Written by npm run documents. */
export const documentIds: Readonly<Record<string, string>> = {
  County: 'bcf860d9edc36b8d418915539904aafdda705b11093d9d1d6fa273a1104ad3f7',
  FileObjection: 'e381fd542eb64e9a951a3cb5083cd94669f65bec42916ea842d58e25011e0ff5',
  PublicRevenue: 'fa7884c0dc4b596703400285b3a462a59195a1346e77f37e2d6e7e381ea81185',
  PublishedMonthById: 'a5ac02b836780db0cda7d5f01d9ca56522359dcb56ebea7b2a8aae5971a126fd',
  Viewer: '03adbf5e7f2e711b80e45de7606ed081e95851aed3d5952d255107ad28bd15f7',
};
