import { many, textsOf } from '../../../language/text.ts';

export const workbenchTexts = textsOf({
  missing: (code: string) => [`没有银行账户 ${code}，或您无权查看。`, `There is no bank account ${code} for you.`],
  lookThrough: ['自动核销', 'Match by the rules'],
  lookedThrough: (matched: number, suggested: number, left: number) => [
    `自动核销 ${matched} 笔，${suggested} 笔有建议，${left} 笔没有`,
    `${matched} matched, ${suggested} have suggestions, ${left} have none`,
  ],
  confirmMany: ['批量确认建议', 'Confirm suggestions'],
  help: ['键盘操作', 'Keys'],
  matched: (count: number, sum: string) => [
    `已核销 ${count} 笔流水，合计 ${sum}`,
    `${many(count, 'line')} matched, ${sum} in all`,
  ],
  proposed: ['已提交，等待复核人复核', 'It waits for a checker now'],
  undone: ['撤销已受理', 'It is being undone'],
  onlyMakers: ['只有制单人可以核销', 'Only a finance maker matches'],
  nothingToComment: ['当前流水没有差异可备注', 'There is nothing wrong with the line to comment on'],
  nothingToUndo: ['没有可撤销的核销', 'There is no match to undo'],
  nothingToBear: ['所选相符，没有差额', 'What is chosen agrees: there is no difference'],
  chooseFirst: ['请先选择流水或账项', 'Choose lines or items first'],
  sums: (lines: string, items: string, difference: string) => [
    `流水合计 ${lines}，账项合计 ${items}，差额 ${difference}`,
    `lines ${lines}, items ${items}, difference ${difference}`,
  ],
});
