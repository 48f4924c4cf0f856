/** The line that is looked at: what it may belong to and why, what it is matched with, what was said of it. */
import { Button, Flex } from 'antd';
import { allows } from '../../../kit/allows.ts';
import { breakNames } from '../../../kit/break-names.ts';
import { Money, signOf } from '../../../kit/money.tsx';
import { Status } from '../../../kit/status.tsx';
import { When } from '../../../kit/when.tsx';
import { many, textsOf, useTexts } from '../../../language/text.ts';
import { matchLooks, matchStates, rules, useWord } from '../words.ts';
import type { BankLineDetailQuery } from './line.generated.ts';

export type LineDetail = NonNullable<NonNullable<BankLineDetailQuery['bankAccount']>['line']>;
export type Suggestion = LineDetail['suggestions'][number];

const texts = textsOf({
  title: ['当前流水', 'The line looked at'],
  suggestions: ['建议', 'Suggestions'],
  none: [
    '没有建议：请在右边选择对应账项，或筛选后查找。',
    'No suggestion: choose what it belongs to on the right, or look for it.',
  ],
  confirm: ['确认', 'Confirm'],
  difference: ['差额', 'difference'],
  returns: (voucher: string) => [`退回凭证 ${voucher} 的付款`, `the payment of voucher ${voucher} came back`],
  also: (count: number) => [`连同另外 ${count} 笔流水`, `with ${many(count, 'more line')}`],
  matches: ['已核销于', 'Matched with'],
  and: ['、', ', '],
  undo: ['撤销', 'Undo'],
  comment: ['备注', 'Comment'],
  next: (what: string) => [`下一步：${what}`, `Next: ${what}`],
  comments: ['备注', 'Comments'],
  said: (by: string, text: string) => [`${by}：${text}`, `${by}: ${text}`],
  file: (name: string, row: number) => [`${name} 第 ${row} 行`, `${name}, row ${row}`],
});

interface LinePanelProps {
  readonly of: LineDetail;
  readonly mayMatch: boolean;
  /** Whether Enter confirms the first suggestion: nothing is chosen that it would match. */
  readonly isByEnter: boolean;
  readonly mayComment: boolean;
  readonly confirm: (suggestion: Suggestion) => void;
  readonly undo: (match: string) => void;
  readonly comment: () => void;
}

export function LinePanel({ of: line, mayMatch, isByEnter, mayComment, confirm, undo, comment }: LinePanelProps) {
  const t = useTexts(texts);
  const word = useWord();
  return (
    <section aria-label={t.title} style={{ marginTop: 12 }}>
      <Flex vertical gap={6}>
        <span className="small">
          {t.file(line.statement.fileName, line.line)} · <code style={{ whiteSpace: 'normal' }}>{line.raw}</code>
        </span>
        {line.matches.length === 0 && (
          <div>
            <h3 style={{ fontSize: 14, margin: '0 0 4px' }}>{t.suggestions}</h3>
            {line.suggestions.length === 0 && <span>{t.none}</span>}
            <ol style={{ margin: 0, paddingLeft: 20 }}>
              {line.suggestions.map((each, at) => (
                <li key={each.id} style={{ marginBottom: 4 }} data-suggestion={each.rule}>
                  <SuggestionText of={each} line={line.id} />{' '}
                  {mayMatch && (
                    <Button size="small" type={at === 0 ? 'primary' : 'default'} onClick={() => confirm(each)}>
                      {t.confirm} {at === 0 && isByEnter && <kbd aria-hidden>↵</kbd>}
                    </Button>
                  )}
                </li>
              ))}
            </ol>
          </div>
        )}
        {line.matches.map(({ id, state, rule, madeAt, madeBy, items, allowedTransitions }) => (
          <Flex key={id} wrap gap={8} align="center">
            <strong>{t.matches}</strong>
            {items.map(({ voucherNumber }) => voucherNumber).join(t.and)}
            <Status look={matchLooks[state]}>{word(matchStates, state)}</Status>
            {word(rules, rule)} {madeBy?.name} <When at={madeAt} />
            {allows(allowedTransitions, 'undoMatch') && (
              <Button size="small" onClick={() => undo(id)}>
                {t.undo} <kbd aria-hidden>u</kbd>
              </Button>
            )}
          </Flex>
        ))}
        {line.break && (
          <Flex wrap gap={8} align="center">
            <Status look="blocked">{word(breakNames, line.break.code)}</Status>
            <span>{t.next(line.break.next)}</span>
            {mayComment && (
              <Button size="small" onClick={comment}>
                {t.comment} <kbd aria-hidden>c</kbd>
              </Button>
            )}
          </Flex>
        )}
        {line.break && line.break.comments.length > 0 && (
          <ul aria-label={t.comments} style={{ margin: 0, paddingLeft: 20 }}>
            {line.break.comments.map(({ at, by, text }) => (
              <li key={at}>
                <When at={at} /> {t.said(by?.name ?? '—', text)}
              </li>
            ))}
          </ul>
        )}
      </Flex>
    </section>
  );
}

function SuggestionText({ of: suggestion, line }: { readonly of: Suggestion; readonly line: string }) {
  const t = useTexts(texts);
  const word = useWord();
  const { rule, reason, difference, journals, returns, lines } = suggestion;
  const others = lines.filter((each) => each !== line).length;
  return (
    <>
      <strong>{word(rules, rule)}</strong> · {reason}
      {signOf(difference) !== 0 && (
        <>
          {' · '}
          {t.difference} <Money of={difference} sign />
        </>
      )}
      {others > 0 && ` · ${t.also(others)}`}
      {returns && ` · ${t.returns(returns.voucherNumber ?? returns.id)}`}
      {journals.map(({ voucherNumber, amount, item }) => (
        <div key={`${voucherNumber} ${item?.id}`} className="small">
          {voucherNumber} {item?.on} {item?.operator?.name ?? item?.compound?.name} {item?.agreement} {item?.period}{' '}
          <Money of={amount} sign />
        </div>
      ))}
    </>
  );
}
