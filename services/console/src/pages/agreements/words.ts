/** What the pages of agreements call its parts. */
import type { AgreementState, EnterpriseKind, VentureBusiness } from '../../graph/types.ts';
import { type Text, textsOf } from '../../language/text.ts';

export const businesses = textsOf({
  HOUSEKEEPING: ['家政服务', 'Housekeeping'],
  CONVENIENCE_STORE: ['24小时便利店', '24-hour convenience store'],
  CARE: ['养老托育', 'Care'],
  PARKING_AND_CHARGING: ['停车充电', 'Parking and charging'],
  CANTEEN: ['社区食堂', 'Canteen'],
  ADVERTISING: ['广告经营', 'Advertising'],
  OTHER: ['其他', 'Other'],
} as const satisfies Record<VentureBusiness, Text>);

export const enterpriseKinds = textsOf({
  STATE: ['国有企业', 'State enterprise'],
  PRIVATE: ['民营企业', 'Private firm'],
  SOCIAL: ['社会组织', 'Social organisation'],
  SELF_EMPLOYED: ['个体商户', 'Self-employed shop'],
} as const satisfies Record<EnterpriseKind, Text>);

export const agreementStates = textsOf({
  DRAFT: ['草稿', 'Draft'],
  ACTIVE: ['生效', 'In force'],
  ENDED: ['已终止', 'Ended'],
} as const satisfies Record<AgreementState, Text>);

export const agreementLooks = { DRAFT: 'waiting', ACTIVE: 'done', ENDED: 'gone' } as const satisfies Record<
  AgreementState,
  string
>;
