/** What the caller may do with a wish now: take it up and fulfil it, or say of their own that it has come true, or is none. */
import { allows } from '../../kit/allows.ts';
import { PlainCommand } from '../../kit/plain-command.tsx';
import { PlainWords } from '../../kit/plain-words.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import { useSay } from './said.tsx';
import {
  ClaimWishDocument,
  ConfirmWishDocument,
  DeliverWishDocument,
  ReleaseWishDocument,
  StartWishDocument,
  type WishLineFragment,
  WithdrawWishDocument,
} from './wishes.generated.ts';

const texts = textsOf({
  claim: ['认领', 'Claim it'],
  claiming: [
    '认领后请在 14 天内办好；逾期三天，心愿会重新发布。',
    'Fulfil it within 14 days; three days after that it is published again.',
  ],
  claimed: (dueOn: string) => [`已认领，请在 ${dueOn} 前办好。`, `It is yours to fulfil by ${dueOn}.`],
  release: ['退回认领', 'Give it back'],
  releasing: ['心愿会重新发布，由别人认领。', 'It is published again, for somebody else.'],
  released: ['已退回，心愿重新发布。', 'It is published again.'],
  start: ['开始办理', 'Begin'],
  started: ['已开始办理，送到后请点“已送达”。', 'Say so here when it is fulfilled.'],
  deliver: ['已送达', 'It is fulfilled'],
  delivered: ['已登记送达，等许愿人或党支部确认。', 'Whoever wished it, or the branch, confirms it now.'],
  confirm: ['确认心愿已实现', 'Say that it has come true'],
  feedback: ['想说的话（可不填）', 'Something to say (optional)'],
  confirmed: ['已确认，谢谢。', 'Confirmed, thank you.'],
  withdraw: ['撤回心愿', 'Withdraw it'],
  reason: ['撤回原因', 'Why'],
  withdrawn: ['心愿已撤回。', 'The wish is withdrawn.'],
});

export function WishDeeds({ of }: { readonly of: WishLineFragment }) {
  const t = useTexts(texts);
  const tell = useSay();
  const viewer = useViewer();
  const id = of.code;
  const [isWisher, isClaimant] = [isOwn(viewer, of.wisher), isOwn(viewer, of.claimant)];
  const may = (mutation: string) => allows(of.allowedTransitions, mutation);
  const simple = { variables: { input: { id } } };
  return (
    <div className="mine-does">
      {may('claimWish') && !isWisher && (
        <PlainCommand
          {...simple}
          isPrimary
          document={ClaimWishDocument}
          confirm={t.claiming}
          onDone={({ dueOn }) => tell(t.claimed(dueOn ?? ''))}
        >
          {t.claim}
        </PlainCommand>
      )}
      {may('startWish') && isClaimant && (
        <PlainCommand {...simple} isPrimary document={StartWishDocument} onDone={() => tell(t.started)}>
          {t.start}
        </PlainCommand>
      )}
      {may('deliverWish') && isClaimant && (
        <PlainCommand {...simple} isPrimary document={DeliverWishDocument} onDone={() => tell(t.delivered)}>
          {t.deliver}
        </PlainCommand>
      )}
      {may('releaseWish') && isClaimant && (
        <PlainCommand {...simple} document={ReleaseWishDocument} confirm={t.releasing} onDone={() => tell(t.released)}>
          {t.release}
        </PlainCommand>
      )}
      {may('confirmWish') && isWisher && (
        <PlainWords
          isPrimary
          isOptional
          document={ConfirmWishDocument}
          variables={(feedback) => ({ input: { id, feedback: feedback || null } })}
          label={t.feedback}
          field="feedback"
          of={id}
          onDone={() => tell(t.confirmed)}
        >
          {t.confirm}
        </PlainWords>
      )}
      {may('withdrawWish') && isWisher && (
        <PlainWords
          document={WithdrawWishDocument}
          variables={(reason) => ({ input: { id, reason } })}
          label={t.reason}
          field="reason"
          of={id}
          onDone={() => tell(t.withdrawn)}
        >
          {t.withdraw}
        </PlainWords>
      )}
    </div>
  );
}
