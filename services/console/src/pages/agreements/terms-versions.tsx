/** Every version of the terms, by its first month; a draft is put into force by another person. */
import { Typography } from 'antd';
import { CommandButton } from '../../kit/command-button.tsx';
import { countText } from '../../kit/money.tsx';
import { Percent } from '../../kit/percent.tsx';
import { type Columns, PlainTable } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import type { ShownAgreement } from './agreement.tsx';
import { ActivateTermsDocument } from './agreements.generated.ts';

const texts = textsOf({
  title: ['分成条款', 'Terms of the share'],
  from: ['起始期间', 'From'],
  rate: ['分成比例', 'Rate'],
  weights: ['受益小区与权重', 'Compounds and weights'],
  state: ['状态', 'State'],
  draft: ['草稿', 'Draft'],
  inForce: ['生效', 'In force'],
  drafted: ['起草人', 'Drafted by'],
  activated: ['生效人', 'Put into force by'],
  activate: ['条款生效', 'Put into force'],
  activating: (from: string) => [`自 ${from} 起按此条款分成。`, `The share follows these terms from ${from}.`],
  done: ['条款已生效', 'The terms are in force'],
  own: ['由您起草，须由另一人确认生效', 'You drafted it: another person puts it into force'],
});

type Version = ShownAgreement['terms'][number];

export function TermsVersions({ of: { code, state, version, terms } }: { readonly of: ShownAgreement }) {
  const t = useTexts(texts);
  const viewer = useViewer();
  const isChecker = hasRole(viewer.grants, 'FINANCE_CHECKER');
  const columns: Columns<Version> = [
    { title: t.from, field: 'from' },
    { title: t.rate, align: 'right', cell: ({ rateBp }) => <Percent of={rateBp} /> },
    {
      title: t.weights,
      cell: ({ weights }) =>
        weights.map(({ compound, weight }) => (
          <div key={compound?.code}>
            {compound?.name} × {countText(weight)}
          </div>
        )),
    },
    {
      title: t.state,
      cell: (each) =>
        each.state === 'DRAFT' ? <Status look="waiting">{t.draft}</Status> : <Status look="done">{t.inForce}</Status>,
    },
    { title: t.drafted, cell: ({ draftedBy }) => draftedBy?.name },
    {
      title: t.activated,
      cell: (each) => {
        if (each.state === 'IN_FORCE') return each.activatedBy?.name;
        if (isOwn(viewer, each.draftedBy)) return <Typography.Text type="secondary">{t.own}</Typography.Text>;
        // The terms of a drafted agreement come into force with it.
        if (!isChecker || state !== 'ACTIVE') return '—';
        return (
          <CommandButton
            size="small"
            type="primary"
            document={ActivateTermsDocument}
            variables={{ input: { agreement: code, from: each.from, version } }}
            confirm={t.activating(each.from)}
            done={t.done}
          >
            {t.activate}
          </CommandButton>
        );
      },
    },
  ];
  return (
    <PlainTable<Version>
      label={t.title}
      rows={terms}
      rowKey={(each) => `${each.from} ${each.state}`}
      columns={columns}
    />
  );
}
