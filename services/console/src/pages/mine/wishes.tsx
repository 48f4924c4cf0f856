/** Micro-wishes: one's own and what became of them, those one has claimed, and those that wait for somebody. */
import { useQuery } from '@apollo/client/react';
import { Link, useSearchParams } from 'react-router';
import type { WishState } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { Money } from '../../kit/money.tsx';
import { fromTheEnd, newestFirst } from '../../kit/newest-first.ts';
import '../../kit/plain-button.css';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { Cards } from './cards.tsx';
import { EnterWish } from './enter-wish.tsx';
import { Heading } from './heading.tsx';
import { useHomes } from './homes.ts';
import { WishDeeds } from './wish-deeds.tsx';
import { targetGroups } from './wish-words.ts';
import { MyWishesDocument, type WishLineFragment } from './wishes.generated.ts';

const states = textsOf({
  COLLECTED: ['待发布', 'To be published'],
  PUBLISHED: ['待认领', 'Waits for somebody'],
  CLAIMED: ['已认领', 'Claimed'],
  IN_PROGRESS: ['办理中', 'Being fulfilled'],
  DELIVERED: ['已送达，待确认', 'Fulfilled, to be confirmed'],
  CONFIRMED: ['已实现', 'Come true'],
  WITHDRAWN: ['已撤回', 'Withdrawn'],
}) satisfies Record<WishState, unknown>;

const texts = textsOf({
  own: ['我的微心愿', 'My wishes'],
  enter: ['许下心愿', 'Make a wish'],
  noneOwn: [
    '您还没有许过心愿。点“许下心愿”，小区党支部发布后由邻里、单位认领。',
    'You have made no wish yet. When you make one, the branch publishes it and a neighbour or a unit takes it up.',
  ],
  claimed: ['我认领的微心愿', 'Wishes that I have claimed'],
  noneClaimed: ['您还没有认领过微心愿。', 'You have claimed no wish yet.'],
  open: (place: string) => [`${place}待认领的微心愿`, `Wishes in ${place} that wait for somebody`],
  noneOpen: ['现在没有待认领的微心愿。', 'No wish waits for somebody now.'],
  budget: ['预算（元）', 'May cost, yuan'],
  due: ['约定完成', 'Due'],
  done: ['送达', 'Fulfilled'],
  claimant: (name: string) => [`由 ${name} 认领`, `claimed by ${name}`],
  wisher: (name: string) => [`许愿人 ${name}`, `of ${name}`],
});

export default function Wishes() {
  const [search] = useSearchParams();
  const { home } = useHomes();
  return search.get('wish') === 'new' && home ? <EnterWish home={home} /> : <Lists />;
}

function Lists() {
  const t = useTexts(texts);
  const { home, community } = useHomes();
  const [own, claimed, open] = [useListPage('wishes', 5), useListPage('claimed', 5), useListPage('open', 10)];
  const turned = fromTheEnd(claimed.variables);
  const asked = useQuery(MyWishesDocument, {
    variables: {
      home: home ?? '',
      community: community ?? '',
      isResident: home !== null,
      ...fromTheEnd(own.variables),
      claimedFirst: turned.first,
      claimedAfter: turned.after,
      claimedLast: turned.last,
      claimedBefore: turned.before,
      openFirst: open.variables.first,
      openAfter: open.variables.after,
      openLast: open.variables.last,
      openBefore: open.variables.before,
    },
  });
  return (
    <Answer to={{ ...asked, data: asked.data ?? asked.previousData }}>
      {({ me, compound, community: around }) => {
        const list = { isLoading: asked.loading, rowKey: ({ code }: WishLineFragment) => code };
        const place = compound ?? around;
        return (
          <>
            {home && (
              <>
                <div className="mine-row">
                  <Heading>{t.own}</Heading>
                  <Link className="plain-button primary" to="?view=wishes&wish=new">
                    {t.enter}
                  </Link>
                </div>
                <Cards
                  {...list}
                  label={t.own}
                  of={me?.person.wishes && newestFirst(me.person.wishes)}
                  page={own}
                  empty={t.noneOwn}
                >
                  {(wish) => <Card of={wish} />}
                </Cards>
              </>
            )}
            <h2>{t.open(place?.name ?? '')}</h2>
            <Cards {...list} label={t.open(place?.name ?? '')} of={place?.wishes} page={open} empty={t.noneOpen}>
              {(wish) => <Card of={wish} />}
            </Cards>
            <h2>{t.claimed}</h2>
            <Cards
              {...list}
              label={t.claimed}
              of={me?.person.claimedWishes && newestFirst(me.person.claimedWishes)}
              page={claimed}
              empty={t.noneClaimed}
            >
              {(wish) => <Card of={wish} />}
            </Cards>
          </>
        );
      }}
    </Answer>
  );
}

function Card({ of }: { readonly of: WishLineFragment }) {
  const t = useTexts(texts);
  const [said, groups] = [useTexts(states), useTexts(targetGroups)];
  return (
    <>
      <span className="mine-title">{of.title}</span>
      <div className="mine-facts">
        <span className={of.state === 'DELIVERED' ? 'mine-state theirs' : 'mine-state'}>{said[of.state]}</span>
        <span>{groups[of.targetGroup]}</span>
        <span>{of.compound.name}</span>
        {of.budget && (
          <span>
            {t.budget} <Money of={of.budget} />
          </span>
        )}
        {of.wisher && <span>{t.wisher(of.wisher.name)}</span>}
        {of.claimant && <span>{t.claimant(of.claimant.name)}</span>}
        {of.dueOn && of.doneOn === null && (
          <span>
            {t.due} <When at={of.dueOn} />
          </span>
        )}
        {of.doneOn && (
          <span>
            {t.done} <When at={of.doneOn} />
          </span>
        )}
      </div>
      {(of.feedback ?? of.reason) && <p className="mine-words">{of.feedback ?? of.reason}</p>}
      <WishDeeds of={of} />
    </>
  );
}
