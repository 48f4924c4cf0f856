/** Where in the compound it is earned. */
import { say, useLanguage, useTexts } from '../../language/text.ts';
import { Part } from './part.tsx';
import type { PublicRevenueQuery } from './public-revenue.generated.ts';
import { pointKinds, pointStates, texts } from './texts.ts';

type Point = NonNullable<PublicRevenueQuery['compound']>['revenuePoints']['edges'][number]['node'];

export function Points({ of }: { readonly of: readonly Point[] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <Part title={t.points}>
      {of.length === 0 ? t.noPoints : <small>{t.pointsAbout}</small>}
      {of.map(({ code, name, kind, location, commonParts, ownersBp, state }) => (
        <div key={code} className="public-revenue-line">
          <span>
            {name}
            <small>
              {say(pointKinds[kind], language)} · {location}
              {commonParts && ownersBp !== null && ` · ${t.commonParts(`${ownersBp / 100}%`)}`}
            </small>
          </span>
          <span className="public-revenue-tag">{say(pointStates[state], language)}</span>
        </div>
      ))}
    </Part>
  );
}
