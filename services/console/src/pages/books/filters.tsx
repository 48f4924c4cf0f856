/** Which months, whose accounts, which account: what a view is narrowed by. */
import { Flex, Select } from 'antd';
import type { ReactNode } from 'react';
import { MonthField } from '../../kit/month-picker.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { useAccounts } from './accounts.ts';
import { earlier, later, useLooked } from './address.ts';
import { bookTexts } from './texts.ts';

const texts = textsOf({
  from: ['起始期间', 'From month'],
  through: ['截止期间', 'Through month'],
  to: ['至', 'to'],
  owner: ['权属人', 'Owner of the accounts'],
  everybody: ['全部权属人', 'All owners'],
  chooseAccount: ['选择科目', 'Choose an account'],
});

export interface OwnerOption {
  readonly code: string;
  readonly name: string;
}

export function Filters({
  owners,
  byAccount = false,
  byMonths = true,
  children,
}: {
  /** Left out where the view is of no owner. */
  readonly owners?: readonly OwnerOption[] | undefined;
  readonly byAccount?: boolean;
  readonly byMonths?: boolean;
  readonly children?: ReactNode;
}) {
  const t = useTexts(texts);
  const [{ period, through, owner }, look] = useLooked();
  return (
    <Flex wrap gap={8} align="center" className="books-filters">
      {byMonths && (
        <>
          <MonthField
            label={t.from}
            value={period}
            onChange={(month) => look({ period: month, through: later(month, through) })}
          />
          {t.to}
          <MonthField
            label={t.through}
            value={through}
            onChange={(month) => look({ period: earlier(month, period), through: month })}
          />
        </>
      )}
      {owners && (
        <Select
          aria-label={t.owner}
          value={owner ?? ''}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          style={{ minWidth: 160, maxWidth: '100%' }}
          options={[
            { value: '', label: t.everybody },
            ...owners.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(value: string) => look({ owner: value || null })}
        />
      )}
      {byAccount && <AccountChoice />}
      {children}
    </Flex>
  );
}

function AccountChoice() {
  const t = useTexts({ ...texts, ...bookTexts });
  const [{ book, period, through, account }, look] = useLooked();
  const { accounts, isLoading, ask } = useAccounts(book, period, through);
  return (
    <Select
      aria-label={t.account}
      placeholder={t.chooseAccount}
      value={account}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      loading={isLoading}
      style={{ minWidth: 220, maxWidth: '100%' }}
      options={accounts}
      onOpenChange={(open) => open && ask()}
      onChange={(value: string | undefined) => look({ account: value ?? null })}
    />
  );
}
