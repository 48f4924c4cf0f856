/** Drafts that another person puts into force, with where to look at them. */
import { Empty, Flex } from 'antd';
import { Link } from 'react-router';
import { percentText } from '../../kit/percent.tsx';
import { Status } from '../../kit/status.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import type { ApprovalsQuery } from './approvals.generated.ts';

const texts = textsOf({
  nothing: [
    '没有待生效的草稿。有人起草协议或新条款后会出现在这里。',
    'No draft waits. It appears here when somebody drafts an agreement or new terms.',
  ],
  agreement: ['新协议', 'New agreement'],
  terms: (from: string, rate: string) => [`自 ${from} 起的新条款，${rate}`, `New terms from ${from}, ${rate}`],
  by: (name: string) => [`${name} 起草`, `drafted by ${name}`],
  own: ['由您起草，须由另一人确认生效', 'You drafted it: another person puts it into force'],
  ready: ['可以生效', 'You may put it into force'],
  waits: ['等待复核人', 'Waits for a checker'],
  look: ['查看', 'Look'],
});

type Agreement = NonNullable<ApprovalsQuery['agreements']>['edges'][number]['node'];

interface Draft {
  readonly key: string;
  readonly agreement: Agreement;
  readonly what: string;
  readonly by: { readonly id: string; readonly name: string } | null;
}

export function Drafts({ of }: { readonly of: readonly Agreement[] }) {
  const t = useTexts(texts);
  const viewer = useViewer();
  const isChecker = hasRole(viewer.grants, 'FINANCE_CHECKER');
  const drafts: readonly Draft[] = of.flatMap((agreement) =>
    agreement.state === 'DRAFT'
      ? [{ key: agreement.code, agreement, what: t.agreement, by: agreement.createdBy }]
      : agreement.terms
          .filter(({ state }) => state === 'DRAFT')
          .map(({ from, rateBp, draftedBy }) => ({
            key: `${agreement.code} ${from}`,
            agreement,
            what: t.terms(from, percentText(rateBp)),
            by: draftedBy,
          })),
  );
  if (drafts.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.nothing} />;
  return (
    <Flex vertical gap={8} component="ul" style={{ margin: 0, paddingLeft: 16 }}>
      {drafts.map(({ key, agreement: { code, name }, what, by }) => (
        <li key={key}>
          {code} {name} · {what} · {t.by(by?.name ?? '—')}{' '}
          {isOwn(viewer, by) ? (
            <Status look="waiting">{t.own}</Status>
          ) : (
            <Status look={isChecker ? 'ready' : 'waiting'}>{isChecker ? t.ready : t.waits}</Status>
          )}{' '}
          <Link to={`/finance/agreements/${code}`}>{t.look}</Link>
        </li>
      ))}
    </Flex>
  );
}
