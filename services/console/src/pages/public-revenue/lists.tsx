/** The three lists that a company binds itself to: what may be charged, how it is distributed, what it may be used for. */
import { Money } from '../../kit/money.tsx';
import { say, useLanguage, useTexts } from '../../language/text.ts';
import { Part } from './part.tsx';
import type { PublishedMonthFragment } from './public-revenue.generated.ts';
import { listNames, texts } from './texts.ts';

export function Lists({ of }: { readonly of: PublishedMonthFragment['ruleLists'] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <Part title={t.lists}>
      {of.length === 0 ? t.noLists : <small>{t.listsAbout}</small>}
      {of.map(({ name, effectiveFrom, hash, list }) => (
        <details key={hash}>
          <summary>
            {list ? say(listNames[list.kind], language) : name} · {t.inForceFrom(effectiveFrom)}
          </summary>
          <p>{list?.body}</p>
          {list?.fees.map(({ item, price, unit }) => (
            <div key={item} className="public-revenue-line">
              <span>{item}</span>
              <span>
                <Money of={price} /> {t.perUnit(unit)}
              </span>
            </div>
          ))}
        </details>
      ))}
    </Part>
  );
}
