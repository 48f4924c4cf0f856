/** What is chosen of both lists, what it comes to, and what can be done with it. */
import { Button, Flex, Tag } from 'antd';
import { Money, signOf } from '../../../kit/money.tsx';
import { Status } from '../../../kit/status.tsx';
import { many, textsOf, useTexts } from '../../../language/text.ts';
import type { Act } from './keys.ts';
import type { Selection, Sums } from './selection.ts';

const texts = textsOf({
  label: ['已选', 'Chosen'],
  lines: (count: number) => [`流水 ${count} 笔`, many(count, 'bank line')],
  items: (count: number) => [`账项 ${count} 笔`, many(count, 'book item')],
  difference: ['差额（流水 − 账项）', 'Difference (lines − items)'],
  agrees: ['相符', 'They agree'],
  differs: ['不符', 'They differ'],
  match: ['核销', 'Match'],
  setOff: ['预收抵扣', 'Set off'],
  split: ['拆分', 'Split'],
  writeOff: ['差额处理', 'Book the difference'],
  clear: ['取消选择', 'Clear selection'],
  parts: ['含拆分', 'in part'],
  how: [
    '在两边各选要核销的行（空格或点击），合计相符后按回车核销。',
    'Choose what belongs together in both lists (Space or click); when the sums agree, Enter matches it.',
  ],
});

interface SelectionBarProps {
  readonly selection: Selection;
  readonly sums: Sums;
  readonly mayMatch: boolean;
  readonly isRunning: boolean;
  readonly act: (act: Act) => void;
}

export function SelectionBar({ selection, sums, mayMatch, isRunning, act }: SelectionBarProps) {
  const t = useTexts(texts);
  const { lines, items } = selection;
  const count = lines.size + items.size;
  const isEven = signOf(sums.difference) === 0;
  const isInParts = [...lines.values(), ...items.values()].some(({ part }) => part !== null);
  return (
    <section className="workbench-bar" aria-label={t.label}>
      <Flex wrap justify="space-between" align="center" gap={12}>
        {count === 0 ? (
          <span>{t.how}</span>
        ) : (
          <dl className="sums">
            <div>
              <dt>{t.lines(lines.size)}</dt>
              <dd data-sum="lines">
                <Money of={sums.lines} />
              </dd>
            </div>
            <div>
              <dt>{t.items(items.size)}</dt>
              <dd data-sum="items">
                <Money of={sums.items} />
              </dd>
            </div>
            <div>
              <dt>{t.difference}</dt>
              <dd data-sum="difference">
                <Money of={sums.difference} />{' '}
                <Status look={isEven ? 'done' : 'blocked'}>{isEven ? t.agrees : t.differs}</Status>
                {isInParts && <Tag>{t.parts}</Tag>}
              </dd>
            </div>
          </dl>
        )}
        {mayMatch && (
          <Flex wrap gap={8}>
            <Button type="primary" disabled={count === 0} loading={isRunning} onClick={() => act('MATCH')}>
              {lines.size === 0 && items.size > 0 ? t.setOff : t.match} <kbd aria-hidden>↵</kbd>
            </Button>
            <Button disabled={count === 0} onClick={() => act('SPLIT')}>
              {t.split} <kbd aria-hidden>s</kbd>
            </Button>
            <Button disabled={lines.size === 0 || isEven} onClick={() => act('WRITE_OFF')}>
              {t.writeOff} <kbd aria-hidden>w</kbd>
            </Button>
            <Button disabled={count === 0} onClick={() => act('CLEAR')}>
              {t.clear} <kbd aria-hidden>Esc</kbd>
            </Button>
          </Flex>
        )}
      </Flex>
    </section>
  );
}
