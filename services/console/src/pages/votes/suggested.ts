/** What the notices of a vote begin with: its own words and totals, and nobody's name. */
import { countText, moneyText } from '../../kit/money.tsx';
import { useOutcome } from '../../kit/vote-tally.tsx';
import { voteChannels, voteClasses, voteMatters, voteTexts } from '../../kit/vote-words.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import type { ToRun } from './vote.tsx';

const texts = textsOf({
  ...voteTexts,
  voteTitle: (title: string) => [`关于“${title}”的业主表决公示`, `Vote of the owners: ${title}`],
  resultTitle: (title: string) => [`关于“${title}”的业主表决结果公示`, `Result of the vote of the owners: ${title}`],
  matter: (what: string) => [`事项：${what}`, `Matter: ${what}`],
  rule: (what: string) => [`通过标准：${what}`, `It passes when: ${what}`],
  channel: (what: string) => [`投票方式：${what}`, `Ballots come in: ${what}`],
  ask: ['公示期内可以提出异议。', 'Objections can be filed while this is public.'],
  side: (people: number, of: number, area: string, ofArea: string) => [
    `${countText(people)} / ${countText(of)} 位业主，${moneyText(area)} / ${moneyText(ofArea)} 平方米`,
    `${countText(people)} of ${countText(of)} owners, ${moneyText(area)} of ${moneyText(ofArea)} m²`,
  ],
  tookPart: (what: string) => [`参与表决：${what}`, `Took part: ${what}`],
  inFavour: (what: string) => [`同意：${what}`, `In favour: ${what}`],
  outcome: (what: string) => [`结果：${what}`, `Result: ${what}`],
});

const uncounted = { hasQuorum: false, isCarried: false };

export function useSuggested({ title, text, matter, class: rule, channel, tally }: ToRun) {
  const t = useTexts(texts);
  const [matters, rules, channels] = [useTexts(voteMatters), useTexts(voteClasses), useTexts(voteChannels)];
  const outcome = useOutcome(tally ?? uncounted);
  const what = [t.matter(matters[matter]), text, t.rule(t.quorum(rules[rule]))];
  const totals = tally
    ? [
        t.tookPart(t.side(tally.participatingOwners, tally.owners, tally.participatingAreaM2, tally.areaM2)),
        t.inFavour(t.side(tally.forOwners, tally.participatingOwners, tally.forAreaM2, tally.participatingAreaM2)),
        t.outcome(outcome),
      ]
    : [];
  return {
    VOTE: {
      title: t.voteTitle(title).slice(0, 100),
      body: [...what, t.channel(channels[channel]), t.ask].join('\n\n'),
    },
    VOTE_RESULT: { title: t.resultTitle(title).slice(0, 100), body: [...what, ...totals, t.ask].join('\n\n') },
  };
}
