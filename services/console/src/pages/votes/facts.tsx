/** What a vote is, when it is held, who may take part, and who has done what about it. */
import { Descriptions } from 'antd';
import { Link } from 'react-router';
import { countText, moneyText } from '../../kit/money.tsx';
import { percentText } from '../../kit/percent.tsx';
import { voteChannels, voteClasses, voteMatters, voteStates, voteTexts } from '../../kit/vote-words.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { ToRun } from './vote.tsx';
import { assemblyKinds } from './words.ts';

const texts = textsOf({
  ...voteTexts,
  state: ['状态', 'State'],
  passed: ['通过', 'passed'],
  compound: ['小区', 'Compound'],
  matter: ['事项', 'Matter'],
  rule: ['通过标准', 'Passes when'],
  ownersPart: ['业主分成', "Owners' part"],
  channel: ['投票方式', 'By'],
  assembly: ['业主大会会议', 'Assembly'],
  opens: ['开始时间', 'Opens'],
  closes: ['截止时间', 'Ends'],
  notice: ['公示', 'Notice'],
  roll: ['投票名册', 'On the roll'],
  dwellings: (count: string) => [`${count} 套住房`, `${count} dwellings`],
  papers: ['已收选票（含改投）', 'Ballots in, changed ones included'],
  confirmed: ['确认', 'Confirmed'],
  result: ['结果公告', 'Result announced'],
  filed: ['备案', 'Filed'],
  reason: ['原因', 'Reason'],
});

export function Facts({ of }: { readonly of: ToRun }) {
  const t = useTexts(texts);
  const [states, matters, rules] = [useTexts(voteStates), useTexts(voteMatters), useTexts(voteClasses)];
  const [channels, kinds] = [useTexts(voteChannels), useTexts(assemblyKinds)];
  const { compound, assembly, notice, noticedBy, resultNotice, roll } = of;
  return (
    <Descriptions bordered size="small" column={{ xs: 1, md: 2 }}>
      <Descriptions.Item label={t.state}>
        {[states[of.state], of.isPassed && t.passed].filter(Boolean).join(' · ')}
      </Descriptions.Item>
      <Descriptions.Item label={t.compound}>
        <Link to={`/compounds/${compound.code}`}>{compound.name}</Link>
      </Descriptions.Item>
      <Descriptions.Item label={t.matter}>{matters[of.matter]}</Descriptions.Item>
      <Descriptions.Item label={t.rule}>{t.quorum(rules[of.class])}</Descriptions.Item>
      {of.ownersBp !== null && <Descriptions.Item label={t.ownersPart}>{percentText(of.ownersBp)}</Descriptions.Item>}
      <Descriptions.Item label={t.channel}>{channels[of.channel]}</Descriptions.Item>
      {assembly && (
        <Descriptions.Item label={t.assembly}>
          <When at={assembly.heldOn} /> {kinds[assembly.kind]}
        </Descriptions.Item>
      )}
      <Descriptions.Item label={t.opens}>
        <When at={of.opensAt} />
      </Descriptions.Item>
      <Descriptions.Item label={t.closes}>
        <When at={of.closesAt} />
      </Descriptions.Item>
      {notice && (
        <Descriptions.Item label={t.notice}>
          {[notice.no, notice.title, noticedBy?.name].filter(Boolean).join(' · ')}
        </Descriptions.Item>
      )}
      {roll && (
        <Descriptions.Item label={t.roll}>
          {[t.onRoll(countText(roll.owners), moneyText(roll.areaM2)), t.dwellings(countText(roll.dwellings))].join(
            ' · ',
          )}
        </Descriptions.Item>
      )}
      {roll && <Descriptions.Item label={t.papers}>{countText(of.papers)}</Descriptions.Item>}
      {of.confirmedOn && (
        <Descriptions.Item label={t.confirmed}>
          <When at={of.confirmedOn} /> {of.confirmedBy?.name}
        </Descriptions.Item>
      )}
      {of.announcedOn && (
        <Descriptions.Item label={t.result}>
          <When at={of.announcedOn} /> {[resultNotice?.no, resultNotice?.title].filter(Boolean).join(' · ')}
        </Descriptions.Item>
      )}
      {of.filedOn && (
        <Descriptions.Item label={t.filed}>
          <When at={of.filedOn} />
        </Descriptions.Item>
      )}
      {of.reason && <Descriptions.Item label={t.reason}>{of.reason}</Descriptions.Item>}
    </Descriptions>
  );
}
