/** The public-service premises of a compound, and where their recovery stands. */
import { useQuery } from '@apollo/client/react';
import type { PremisesPurpose, PremisesState } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Money } from '../../kit/money.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { CompoundPremisesDocument } from './premises.generated.ts';

const states = textsOf({
  FOUND: ['已摸排', 'Found'],
  CLAIMED: ['已主张', 'Claimed'],
  IN_DISPUTE: ['有争议', 'Disputed'],
  RECOVERED: ['已收回', 'Recovered'],
  IN_USE: ['已启用', 'In use'],
}) satisfies Record<PremisesState, unknown>;

const purposes = textsOf({
  SERVICE_STATION: ['党群服务站', 'Service station'],
  PROPERTY_OFFICE: ['物业办公', 'Property office'],
  OWNERS_COMMITTEE: ['业委会议事', "Owners' committee"],
  CARE: ['养老托育', 'Care of old and young'],
  CULTURE: ['文化体育', 'Culture and sport'],
  OTHER: ['其他', 'Other'],
}) satisfies Record<PremisesPurpose, unknown>;

const texts = textsOf({
  label: ['公共服务用房', 'Premises'],
  address: ['位置', 'Where'],
  area: ['面积（平方米）', 'Area, m²'],
  purpose: ['用途', 'Purpose'],
  state: ['状态', 'State'],
  recoveredOn: ['收回日期', 'Recovered on'],
  usedBy: ['使用单位', 'Used by'],
  empty: ['尚未摸排到公共服务用房。', 'No premises have been found yet.'],
});

export default function Premises({ code }: { readonly code: string }) {
  const t = useTexts(texts);
  const [state, purpose] = [useTexts(states), useTexts(purposes)];
  const page = useListPage('premises');
  const asked = useQuery(CompoundPremisesDocument, { variables: { code, ...page.variables } });
  return (
    <Answer to={asked}>
      {({ compound }) => (
        <ListTable
          label={t.label}
          of={compound?.premises ?? null}
          page={page}
          isLoading={asked.loading}
          empty={t.empty}
          rowKey={({ id }) => id}
          columns={[
            { title: t.address, cell: ({ address }) => address },
            { title: t.area, align: 'right', cell: ({ areaM2 }) => <Money of={areaM2} /> },
            { title: t.purpose, cell: (row) => purpose[row.purpose] },
            { title: t.state, cell: (row) => state[row.state] },
            { title: t.recoveredOn, cell: ({ recoveredOn }) => <When at={recoveredOn} /> },
            { title: t.usedBy, cell: ({ usedBy }) => usedBy ?? '—' },
          ]}
        />
      )}
    </Answer>
  );
}
