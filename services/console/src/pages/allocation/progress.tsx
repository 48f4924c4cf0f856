/** The way of a share from closing to publication, and who did what on it. */
import { Steps, Typography } from 'antd';
import { Link } from 'react-router';
import type { AllocationState } from '../../graph/types.ts';
import { AllocationStatus, useAllocationStates, wayOfAllocation } from '../../kit/allocation-state.tsx';
import { DaysLeft } from '../../kit/days-left.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { ShownAllocation } from './allocation.tsx';

const texts = textsOf({
  closed: (by: string) => [`${by} 结账`, `Closed by ${by}`],
  approved: (by: string) => [`${by} 复核`, `Approved by ${by}`],
  voucher: (number: string) => [`凭证 ${number}`, `Voucher ${number}`],
  ownersVoucher: ['业主账簿凭证', 'Voucher in the owners’ book'],
  payBy: ['应付日', 'To be paid by'],
  reminded: ['已催缴', 'The operator was reminded'],
  rejected: (reason: string) => [`理由：${reason}`, `Reason: ${reason}`],
  settled: (by: string, reason: string) => [
    `${by} 同意不等申报结清：${reason}`,
    `Settled without a declaration by ${by}: ${reason}`,
  ],
  publish: ['去公示', 'Publish'],
  reconcile: ['去对账', 'Reconcile'],
});

/** Where nothing is to be done by somebody who looks at it here. */
const nexts = textsOf({
  APPROVED: ['正在自动记账……', 'It is being posted by itself…'],
  POSTED: ['正在计入各小区公共收益……', 'It is being credited to the compounds…'],
  CREDITED: [
    '等待运营方付款；收款在对账工作台核对。',
    'It waits for the operator’s payment, which is matched in the reconciliation workbench.',
  ],
  PAID: [
    '企业已付款。等待申报、应分、付款、业主账户到账四方一致；还差哪一方，见“去对账”。',
    'It is paid. It waits until what was declared, allocated, paid and received by the owners’ bank all agree: Reconcile shows which does not.',
  ],
  RECONCILED: [
    '四方一致。业主账簿封账后公示。',
    'All four sides agree. It is published once the month of the owners’ book is sealed.',
  ],
});

export function Progress({ of }: { readonly of: ShownAllocation }) {
  const t = useTexts(texts);
  const states = useAllocationStates();
  const at = (wayOfAllocation as readonly string[]).indexOf(of.state);
  const said: Partial<Record<AllocationState, string>> = useTexts(nexts);
  const next = said[of.state];
  return (
    <div style={{ marginTop: 16 }}>
      {at < 0 ? (
        <AllocationStatus state={of.state} />
      ) : (
        <Steps
          size="small"
          current={of.state === 'PUBLISHED' ? at + 1 : at}
          items={wayOfAllocation.map((state) => ({ title: states[state] }))}
        />
      )}
      {next && (
        <Typography.Paragraph style={{ marginTop: 8, marginBottom: 0 }}>
          {next}{' '}
          {of.state === 'RECONCILED' && <Link to={`/finance/publications?period=${of.period}`}>{t.publish}</Link>}
          {(of.state === 'CREDITED' || of.state === 'PAID') && (
            <Link to={`/reconciliation?view=shares&month=${of.period}`}>{t.reconcile}</Link>
          )}
        </Typography.Paragraph>
      )}
      <Typography.Paragraph type="secondary" style={{ marginTop: 8, marginBottom: 0 }}>
        {t.closed(of.closedBy?.name ?? '—')} <When at={of.closedAt} />
        {of.approvedAt && (
          <>
            {' · '}
            {t.approved(of.approvedBy?.name ?? '—')} <When at={of.approvedAt} />
          </>
        )}
        {of.voucherNumber && (
          <>
            {' · '}
            <Link to={`/books?view=vouchers&voucher=${of.journal}`}>{t.voucher(of.voucherNumber)}</Link>
          </>
        )}
        {of.ownersJournal !== null && (
          <>
            {' · '}
            <Link to={`/books?book=owners&view=vouchers&voucher=${of.ownersJournal}`}>{t.ownersVoucher}</Link>
          </>
        )}
        {of.dueOn && (
          <>
            {' · '}
            {t.payBy} <DaysLeft until={of.dueOn} left={of.daysLeft} />
          </>
        )}
        {of.remindedAt && (
          <>
            {' · '}
            {t.reminded} <When at={of.remindedAt} />
          </>
        )}
        {of.rejectedReason && ` · ${t.rejected(of.rejectedReason)}`}
        {of.declarationSettledReason &&
          ` · ${t.settled(of.declarationSettledBy?.name ?? '—', of.declarationSettledReason)}`}
      </Typography.Paragraph>
    </div>
  );
}
