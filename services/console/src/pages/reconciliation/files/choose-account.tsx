/** Whose file it is, where it does not tell: one of those that it may be of, or any that is found by name, code or number. */
import { useQuery } from '@apollo/client/react';
import { Select } from 'antd';
import { useState } from 'react';
import { textsOf, useTexts } from '../../../language/text.ts';
import { type AccountOfFileFragment, FindBankAccountsDocument } from './files.generated.ts';

const texts = textsOf({
  choose: ['选择账户', 'Choose the account'],
  chooseFor: (name: string) => [`${name} 属于哪个账户`, `Whose account ${name} is of`],
  none: ['没有找到', 'None is found'],
});

interface ChooseAccountProps {
  readonly fileName: string;
  readonly value: string | null;
  /** Offered before anything is looked for; where there is none, the first of all. */
  readonly may: readonly AccountOfFileFragment[];
  readonly disabled: boolean;
  choose(account: AccountOfFileFragment): void;
}

export function ChooseAccount({ fileName, value, may, disabled, choose }: ChooseAccountProps) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const isAmongThem = text === '' && may.length > 0;
  const { data, previousData } = useQuery(FindBankAccountsDocument, { variables: { text }, skip: isAmongThem });
  const found = (data ?? previousData)?.bankAccounts?.edges.map(({ node }) => node) ?? [];
  const accounts = isAmongThem ? may : found;
  return (
    <Select
      aria-label={t.chooseFor(fileName)}
      placeholder={t.choose}
      style={{ width: 240, maxWidth: '100%' }}
      popupMatchSelectWidth={false}
      value={value}
      disabled={disabled}
      showSearch={{ filterOption: false, onSearch: (typed) => setText(typed.trim().slice(0, 100)) }}
      notFoundContent={t.none}
      options={accounts.map(({ code, name, numberEnd }) => ({ value: code, label: `${name} ${code} …${numberEnd}` }))}
      onChange={(code) => {
        const account = accounts.find((each) => each.code === code);
        if (account) choose(account);
      }}
    />
  );
}
