/** The account that shares are paid to, and what to write on the payment, so that it is recognised. */
import { Card, Descriptions } from 'antd';
import { textsOf, useTexts } from '../../language/text.ts';
import type { PartnerSharesQuery } from './shares.generated.ts';

const texts = textsOf({
  title: ['付款到这个账户', 'Pay to this account'],
  holder: ['户名', 'Holder'],
  bank: ['开户银行', 'Bank'],
  number: ['账号', 'Number'],
  end: (end: string) => [
    `尾号 ${end}；完整账号请向结算中心核实`,
    `It ends in ${end}; ask the settlement office for the whole number`,
  ],
  note: ['附言', 'Write on it'],
  noteText: (agreement: string) => [`${agreement} 与所付月份`, `${agreement} and the month that is paid`],
});

interface PayToProps {
  readonly agreement: string;
  readonly of: NonNullable<NonNullable<PartnerSharesQuery['agreement']>['payTo']>;
}

export function PayTo({ agreement, of: { holder, bank, number, numberEnd } }: PayToProps) {
  const t = useTexts(texts);
  return (
    <Card size="small" title={t.title}>
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2 }}
        items={[
          { key: 'holder', label: t.holder, children: holder },
          { key: 'bank', label: t.bank, children: bank },
          { key: 'number', label: t.number, children: number ?? t.end(numberEnd) },
          { key: 'note', label: t.note, children: t.noteText(agreement) },
        ]}
      />
    </Card>
  );
}
