/**
 * Checks a downloaded proof here, against the root that this page shows: the same code as `npm run verify-proof`. With a
 * library's SHA-256, since the browser's own is not there on an address without TLS, such as one in a community's office.
 */
import { type ProofProblem, parseProof, proofProblemBy, type Sha256 } from '@hh/ledger/proof-check.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { useState } from 'react';
import { DropZone } from '../../kit/files/drop-zone.tsx';
import { Notice } from '../../kit/notice.tsx';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import type { PublishedMonthFragment } from './public-revenue.generated.ts';

const texts = textsOf({
  choose: ['在此核对证明：拖入证明文件，或点击选择', 'Check a proof here: drop its file, or click to choose it'],
  hint: [
    '由凭证内容重新算出默克尔根，与上方公示的默克尔根比较；文件不离开本设备。',
    'The root is worked out again from the text of the journal and compared with the one above; the file does not leave this device.',
  ],
  proved: (file: string, voucher: string) => [
    `已验证：${file} 是上列凭证 ${voucher}，在已封账、已公示的账中，未经改动`,
    `Proved: ${file} is journal ${voucher} above; it lies in the sealed and published month, unchanged`,
  ],
  elsewhere: (file: string) => [
    `${file} 的凭证在这个已封账月份中，但不属于本小区的公示`,
    `The journal of ${file} lies in this sealed month, but not in this compound's publication`,
  ],
  notProved: (file: string) => [`未通过：${file}`, `Not proved: ${file}`],
});

const problems = {
  MALFORMED: ['文件不是证明文件，或已损坏；请重新下载。', 'This is no proof, or it is damaged: download it again.'],
  LEAF_DIFFERS: [
    '凭证内容与其哈希值不符：内容被改动过。',
    'The hash is not that of the journal: the journal was changed.',
  ],
  ROOT_DIFFERS: [
    '由凭证算不到文件所写的默克尔根：证明被改动过。',
    'The journal does not lead to the root in the file: the proof was changed.',
  ],
  NOT_THE_PUBLISHED_ROOT: [
    '与上方公示的默克尔根不一致：证明属于另一个月份，或不是本账簿的。',
    'Its root is not the one above: it is of another month, or of another book.',
  ],
} as const satisfies Record<ProofProblem, Text>;

const librarys: Sha256 = {
  ofText: (text) => bytesToHex(sha256(utf8ToBytes(text))),
  ofHex: (hex) => bytesToHex(sha256(hexToBytes(hex))),
};

/** A proof has a few kilobytes. */
const LARGEST_BYTES = 1_000_000;

interface Checked {
  readonly file: string;
  readonly problem: ProofProblem | null;
  readonly leaf: string;
}

export function CheckProof({ of: { merkleRoot, journals } }: { readonly of: PublishedMonthFragment }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [checked, setChecked] = useState<Checked | null>(null);
  const check = async (file: File) => {
    const value = file.size > LARGEST_BYTES ? null : jsonIn(await file.text());
    setChecked({
      file: file.name,
      problem: proofProblemBy(librarys, value, merkleRoot),
      leaf: parseProof(value)?.leaf ?? '',
    });
  };
  const shown = journals.find(({ hash }) => hash === checked?.leaf);
  return (
    <div className="public-revenue-check not-printed">
      <DropZone label={t.choose} hint={t.hint} accept=".json" choose={(file) => void check(file)} />
      {checked?.problem && (
        <Notice type="error" title={t.notProved(checked.file)} description={say(problems[checked.problem], language)} />
      )}
      {checked && !checked.problem && shown && (
        <Notice type="success" role="status" title={t.proved(checked.file, shown.voucherNumber)} />
      )}
      {checked && !checked.problem && !shown && <Notice type="warning" title={t.elsewhere(checked.file)} />}
    </div>
  );
}

/** Null for what is no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
