/** Joining an activity, withdrawing and joining again; checking in and out while it is going on. */

import type { VolunteerActivityState } from '../../graph/types.ts';
import { allows } from '../../kit/allows.ts';
import { PlainCommand } from '../../kit/plain-command.tsx';
import { useCommandId } from '../../kit/use-command.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { useSay } from './said.tsx';
import {
  CancelAttendanceDocument,
  CheckInAttendanceDocument,
  CheckOutAttendanceDocument,
  JoinActivityDocument,
  type OwnAttendanceFragment,
  RejoinActivityDocument,
} from './volunteering.generated.ts';

const texts = textsOf({
  join: ['报名', 'Join'],
  joined: (title: string) => [
    `已报名“${title}”，请按时到场签到。`,
    `You have joined “${title}”. Check in when you are there.`,
  ],
  rejoin: ['重新报名', 'Join again'],
  withdraw: ['取消报名', 'Withdraw'],
  withdrawing: [
    '名额会让给别人，之后有名额时可以重新报名。',
    'The place is free for others; you can join again while there is one.',
  ],
  withdrawn: (title: string) => [`已取消报名“${title}”。`, `You have withdrawn from “${title}”.`],
  checkIn: ['签到', 'Check in'],
  checkedIn: ['已签到，离开时请签退。', 'You are checked in. Check out when you leave.'],
  checkOut: ['签退', 'Check out'],
  checkedOut: [
    '已签退。负责人或社区确认后计入志愿服务时长。',
    'You are checked out. The time counts when the leader or the community has confirmed it.',
  ],
});

interface Activity {
  readonly id: string;
  readonly title: string;
  readonly state: VolunteerActivityState;
}

export function Join({ activity: { id, title } }: { readonly activity: Activity }) {
  const t = useTexts(texts);
  const tell = useSay();
  const commandId = useCommandId();
  return (
    <div className="mine-does">
      <PlainCommand
        isPrimary
        document={JoinActivityDocument}
        variables={{ input: { clientMutationId: commandId.id, activity: id } }}
        onDone={() => tell(t.joined(title))}
      >
        {t.join}
      </PlainCommand>
    </div>
  );
}

export function Attending({ of, activity }: { readonly of: OwnAttendanceFragment; readonly activity: Activity }) {
  const t = useTexts(texts);
  const tell = useSay();
  const variables = { input: { id: of.id } };
  const may = (mutation: string) => allows(of.allowedTransitions, mutation);
  return (
    <div className="mine-does">
      {may('rejoinActivity') && activity.state === 'OPEN' && (
        <PlainCommand
          isPrimary
          document={RejoinActivityDocument}
          variables={variables}
          onDone={() => tell(t.joined(activity.title))}
        >
          {t.rejoin}
        </PlainCommand>
      )}
      {may('checkInAttendance') && activity.state === 'RUNNING' && (
        <PlainCommand
          isPrimary
          document={CheckInAttendanceDocument}
          variables={variables}
          onDone={() => tell(t.checkedIn)}
        >
          {t.checkIn}
        </PlainCommand>
      )}
      {may('checkOutAttendance') && (
        <PlainCommand
          isPrimary
          document={CheckOutAttendanceDocument}
          variables={variables}
          onDone={() => tell(t.checkedOut)}
        >
          {t.checkOut}
        </PlainCommand>
      )}
      {may('cancelAttendance') && (
        <PlainCommand
          document={CancelAttendanceDocument}
          variables={variables}
          confirm={t.withdrawing}
          onDone={() => tell(t.withdrawn(activity.title))}
        >
          {t.withdraw}
        </PlainCommand>
      )}
    </div>
  );
}
