/** Opening a bank account, so that its statements are read and matched; or completing the number of the office's. */
import { Input } from 'antd';
import { FieldsButton } from '../../kit/fields-button.tsx';
import { FindCompound } from '../../kit/find-compound.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { OpenBankAccountDocument } from './accounts.generated.ts';

const texts = textsOf({
  open: ['登记银行账户', 'Open a bank account'],
  about: [
    '业主账户只选小区，编号随小区；结算账户不选小区，填编号。业主账户的账号只保存后四位。再次登记同一结算账户可补全账号。',
    "Of a compound's owners: choose the compound, and its code follows. Of the settlement office: leave the compound out and give a code; the same account again completes its number. Of an owners' number only the last four signs are kept.",
  ],
  compound: ['所属小区（结算账户不选）', "Compound (none for the office's)"],
  code: ['账户编号（业主账户不填）', "Code (none for owners')"],
  nameZh: ['中文名称', 'Name in Chinese'],
  nameEn: ['英文名称', 'Name in English'],
  bank: ['开户银行', 'Bank'],
  number: ['账号', 'Number'],
});

interface Opened {
  readonly compound?: string | null;
  readonly code?: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly bank: string;
  readonly number: string;
}

export function OpenAccount() {
  const t = useTexts(texts);
  const line = (name: string) => <Input key={name} maxLength={60} autoComplete="off" />;
  return (
    <FieldsButton
      document={OpenBankAccountDocument}
      variables={({ compound = null, code = '', ...said }: Opened) => ({
        input: { ...said, compound, code: compound ? `BA-${compound}` : code.trim() },
      })}
      about={t.about}
      fields={[
        ['compound', t.compound, <FindCompound key="compound" name={null} canBeCleared />, 'EMPTY'],
        ['code', t.code, <Input key="code" maxLength={23} placeholder="BA-" autoComplete="off" />, 'EMPTY'],
        ['nameZh', t.nameZh, line('nameZh')],
        ['nameEn', t.nameEn, line('nameEn')],
        ['bank', t.bank, line('bank')],
        ['number', t.number, <Input key="number" maxLength={40} autoComplete="off" />],
      ]}
    >
      {t.open}
    </FieldsButton>
  );
}
