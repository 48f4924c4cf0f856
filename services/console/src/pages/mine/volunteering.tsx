/** Activities of one's community that can be joined, and what one has attended: how long, and whether it counts. */
import { useQuery } from '@apollo/client/react';
import type { AttendanceState } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import { Notice } from '../../kit/notice.tsx';
import { activityStates, serviceKinds } from '../../kit/volunteer-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
import { Attending, Join } from './attending.tsx';
import { Cards } from './cards.tsx';
import { useHomes } from './homes.ts';
import { MyVolunteeringDocument, type MyVolunteeringQuery } from './volunteering.generated.ts';

const attendanceStates = textsOf({
  SIGNED_UP: ['已报名', 'Joined'],
  WITHDRAWN: ['已退出', 'Withdrawn'],
  CHECKED_IN: ['已签到', 'Checked in'],
  CHECKED_OUT: ['已签退，待确认', 'Checked out, to be confirmed'],
  CONFIRMED: ['已确认', 'Confirmed'],
}) satisfies Record<AttendanceState, unknown>;

const texts = textsOf({
  open: (community: string) => [`${community}正在报名的活动`, `Activities to join in ${community}`],
  none: [
    '现在没有可以报名的活动。服务队开放报名后会出现在这里。',
    'There is no activity to join now. It appears here when a team opens one.',
  ],
  own: ['我参加的活动', 'What I have joined'],
  noneOwn: ['您还没有参加过活动。', 'You have joined no activity yet.'],
  where: ['地点', 'Where'],
  team: ['服务队', 'Team'],
  places: (taken: number, capacity: number | null) =>
    capacity === null
      ? [`已报名 ${taken} 人`, `${taken} have joined`]
      : [`已报名 ${taken} / ${capacity} 人`, `${taken} of ${capacity} have joined`],
  served: (year: string, hours: number, minutes: number) => [
    `${year} 年已计入志愿服务 ${hours} 小时 ${minutes} 分钟`,
    `${hours} h ${minutes} min of service count in ${year}`,
  ],
  minutes: (minutes: number) => [`${minutes} 分钟`, `${minutes} min`],
  notOne: ['报名须是登记的志愿者', 'Only registered volunteers join'],
  become: [
    '想参加？请带身份证到社区党群服务站，向社工登记为志愿者，下次登录即可报名。',
    'To take part, ask a social worker at the community’s service station to register you; from the next sign-in you can join.',
  ],
});

export default function Volunteering() {
  const t = useTexts(texts);
  const viewer = useViewer();
  const { community } = useHomes();
  const year = viewer.today.slice(0, 4);
  const [activities, own] = [useListPage('activities', 10), useListPage('attendances', 10)];
  const turned = fromTheEnd(own.variables);
  const asked = useQuery(MyVolunteeringDocument, {
    variables: {
      community: community ?? '',
      year: Number(year),
      ...activities.variables,
      ownFirst: turned.first,
      ownAfter: turned.after,
      ownLast: turned.last,
      ownBefore: turned.before,
    },
  });
  const isVolunteer = scopesOf(viewer, 'VOLUNTEER').length > 0;
  return (
    <Answer to={{ ...asked, data: asked.data ?? asked.previousData }}>
      {({ community: at, me }) => {
        const list = { isLoading: asked.loading, rowKey: ({ id }: { readonly id: string }) => id };
        const served = me?.person.minutesServed ?? 0;
        return (
          <>
            {!isVolunteer && <Notice type="info" role="note" title={t.notOne} description={t.become} />}
            <h2>{t.open(at?.name ?? '')}</h2>
            <Cards
              {...list}
              label={t.open(at?.name ?? '')}
              of={at?.volunteerActivities}
              page={activities}
              empty={t.none}
            >
              {(activity) => <Activity of={activity} />}
            </Cards>
            <h2>{t.own}</h2>
            <p className="mine-facts">{t.served(year, Math.floor(served / 60), served % 60)}</p>
            <Cards
              {...list}
              label={t.own}
              of={me?.person.attendances && newestFirst(me.person.attendances)}
              page={own}
              empty={t.noneOwn}
            >
              {(attendance) => <Attendance of={attendance} />}
            </Cards>
          </>
        );
      }}
    </Answer>
  );
}

type Activities = NonNullable<MyVolunteeringQuery['community']>['volunteerActivities'];
type OneActivity = NonNullable<Activities['edges'][number]['node']>;

function Activity({ of }: { readonly of: OneActivity }) {
  const t = useTexts(texts);
  const [states, kinds, attended] = [useTexts(activityStates), useTexts(serviceKinds), useTexts(attendanceStates)];
  const mayJoin = scopesOf(useViewer(), 'VOLUNTEER').some((scope) => of.place.startsWith(scope));
  return (
    <>
      <span className="mine-title">{of.title}</span>
      <div className="mine-facts">
        <span className="mine-state">{states[of.state]}</span>
        {of.myAttendance && <span className="mine-state theirs">{attended[of.myAttendance.state]}</span>}
        <span>{kinds[of.service]}</span>
        <span>
          <When at={of.startsAt} />–{of.endsAt.slice(11, 16)}
        </span>
        {of.compound && (
          <span>
            {t.where} {of.compound.name}
          </span>
        )}
        <span>{of.team.name}</span>
        <span>{t.places(of.taken, of.capacity)}</span>
      </div>
      {of.myAttendance ? (
        <Attending of={of.myAttendance} activity={of} />
      ) : (
        mayJoin && of.state === 'OPEN' && <Join activity={of} />
      )}
    </>
  );
}

type Attendances = NonNullable<NonNullable<MyVolunteeringQuery['me']>['person']['attendances']>;
type OneAttendance = NonNullable<Attendances['edges'][number]['node']>;

function Attendance({ of: { state, minutes, checkedInAt, activity } }: { readonly of: OneAttendance }) {
  const t = useTexts(texts);
  const attended = useTexts(attendanceStates);
  return (
    <>
      <span className="mine-title">{activity.title}</span>
      <div className="mine-facts">
        <span className="mine-state">{attended[state]}</span>
        <When at={checkedInAt ?? activity.startsAt} />
        {minutes > 0 && <span>{t.minutes(minutes)}</span>}
      </div>
    </>
  );
}
