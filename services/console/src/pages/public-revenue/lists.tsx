/** The three lists that a company binds itself to: what may be charged, how it is distributed, what it may be used for. */
import { Card, Collapse } from 'antd';
import { Money } from '../../kit/money.tsx';
import { useTexts } from '../../language/text.ts';
import type { PublishedMonthFragment } from './public-revenue.generated.ts';
import { texts } from './texts.ts';

export function Lists({ of }: { readonly of: PublishedMonthFragment['ruleLists'] }) {
  const t = useTexts(texts);
  return (
    <Card size="small" title={t.lists}>
      {of.length === 0 ? (
        t.noLists
      ) : (
        <Collapse
          size="small"
          items={of.map(({ name, effectiveFrom, hash, list }) => ({
            key: hash,
            label: `${name} · ${t.inForceFrom(effectiveFrom)}`,
            children: (
              <>
                <p>{list?.body}</p>
                {list?.fees.map(({ item, price, unit }) => (
                  <div key={item} className="public-revenue-line">
                    <span>{item}</span>
                    <span>
                      <Money of={price} /> {t.perUnit(unit)}
                    </span>
                  </div>
                ))}
              </>
            ),
          }))}
        />
      )}
    </Card>
  );
}
