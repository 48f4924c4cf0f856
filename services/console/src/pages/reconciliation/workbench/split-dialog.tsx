/** How much of each chosen line and item is meant: a part of a line settles one thing, its rest another. */
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { amountTyped } from '../../../kit/amount-typed.ts';
import { difference, fenOf, sumOf } from '../../../kit/fen.ts';
import { Money } from '../../../kit/money.tsx';
import { textsOf, useTexts } from '../../../language/text.ts';
import type { Selection } from './selection.ts';

const texts = textsOf({
  title: ['拆分：本次核销的金额', 'Split: how much is matched now'],
  what: ['流水或账项', 'Line or item'],
  whole: ['未核销', 'Open'],
  part: ['本次核销', 'Matched now'],
  difference: ['差额（流水 − 账项）', 'Difference (lines − items)'],
  take: ['采用', 'Take'],
  cancel: ['取消', 'Cancel'],
  lines: ['银行流水', 'Bank lines'],
  items: ['账项', 'Book items'],
  wrong: ['须与未核销金额同号，且不超过它', 'With the sign of what is open, and no more than that'],
});

interface SplitDialogProps {
  readonly selection: Selection;
  readonly take: (parts: ReadonlyMap<string, string | null>) => void;
  readonly close: () => void;
}

export function SplitDialog({ selection, take, close }: SplitDialogProps) {
  const t = useTexts(texts);
  const sides = [
    [t.lines, [...selection.lines.values()]],
    [t.items, [...selection.items.values()]],
  ] as const;
  const all = sides.flatMap(([, chosen]) => chosen);
  const [typed, setTyped] = useState(() => {
    const common = all.length === 2 ? lesser(all.map(({ whole }) => whole)) : null;
    return new Map(all.map(({ id, part, whole }) => [id, part ?? common ?? whole]));
  });
  const isWrong = ({ id, whole }: { id: string; whole: string }) => !fits(typed.get(id) ?? '', whole);
  const sum = (chosen: readonly { id: string }[]) =>
    sumOf(chosen.map(({ id }) => amountTyped(typed.get(id) ?? '') ?? '0.00'));
  const rest = difference(sum(sides[0][1]), sum(sides[1][1]));
  const parts = () =>
    new Map(
      all.map(({ id, whole }) => {
        const part = amountTyped(typed.get(id) ?? '');
        return [id, part === whole ? null : part];
      }),
    );
  return (
    <Modal
      open
      width={640}
      title={t.title}
      okText={t.take}
      cancelText={t.cancel}
      okButtonProps={{ disabled: all.some(isWrong) }}
      onOk={() => take(parts())}
      onCancel={close}
    >
      {sides.map(([side, chosen]) => (
        <fieldset key={side} style={{ border: 0, padding: 0, margin: '0 0 12px' }}>
          <legend style={{ fontWeight: 600 }}>{side}</legend>
          {chosen.map(({ id, title, whole }) => (
            <div key={id} style={{ display: 'grid', gridTemplateColumns: '1fr auto 140px', gap: 8, marginBottom: 4 }}>
              <span>{title}</span>
              <Money of={whole} />
              <Input
                aria-label={`${t.part} ${title}`}
                inputMode="decimal"
                value={typed.get(id) ?? ''}
                {...(isWrong({ id, whole }) ? { status: 'error' as const, title: t.wrong, 'aria-invalid': true } : {})}
                onChange={({ target }) => setTyped((now) => new Map(now).set(id, target.value))}
                style={{ textAlign: 'right' }}
              />
            </div>
          ))}
        </fieldset>
      ))}
      {all.some(isWrong) && <p role="alert">{t.wrong}</p>}
      <p>
        {t.difference} <Money of={rest} />
      </p>
    </Modal>
  );
}

/** Of amounts with the same sign that which is in each of them: one line and one item agree by it. */
function lesser(amounts: readonly string[]): string | null {
  const [one = '', other = ''] = amounts;
  if (fits(one, other)) return one;
  return fits(other, one) ? other : null;
}

function fits(text: string, whole: string): boolean {
  const typed = amountTyped(text);
  if (typed === null) return false;
  const [part, all] = [fenOf(typed), fenOf(whole)];
  return all > 0n ? part > 0n && part <= all : part < 0n && part >= all;
}
