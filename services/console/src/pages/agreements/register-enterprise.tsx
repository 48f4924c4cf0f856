/** Entering an enterprise that an agreement can be with. */
import { Input, Select } from 'antd';
import type { EnterpriseKind } from '../../graph/types.ts';
import { FieldsButton } from '../../kit/fields-button.tsx';
import { optionsOf } from '../../kit/options-of.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { RegisterEnterpriseDocument } from './agreements.generated.ts';
import { enterpriseKinds } from './words.ts';

const texts = textsOf({
  register: ['登记企业', 'Register an enterprise'],
  about: [
    '协议的运营企业须是国有企业。已登记的企业不会重复登记。',
    'An agreement is with a state enterprise. One that is here already is not entered twice.',
  ],
  uscc: ['统一社会信用代码', 'Unified social credit code'],
  name: ['名称', 'Name'],
  kind: ['企业性质', 'Whose it is'],
  trade: ['行业', 'Trade'],
});

interface Enterprise {
  readonly uscc: string;
  readonly name: string;
  readonly kind: EnterpriseKind;
  readonly trade: string;
}

const usual: Partial<Enterprise> = { kind: 'STATE' };

export function RegisterEnterprise() {
  const t = useTexts(texts);
  const kinds = optionsOf(useTexts(enterpriseKinds));
  return (
    <FieldsButton
      document={RegisterEnterpriseDocument}
      variables={(input: Enterprise) => ({ input })}
      values={usual}
      about={t.about}
      fields={[
        ['uscc', t.uscc, <Input key="uscc" maxLength={18} autoComplete="off" />],
        ['name', t.name, <Input key="name" maxLength={100} autoComplete="off" />],
        ['kind', t.kind, <Select key="kind" options={kinds} />],
        ['trade', t.trade, <Input key="trade" maxLength={60} autoComplete="off" />],
      ]}
    >
      {t.register}
    </FieldsButton>
  );
}
