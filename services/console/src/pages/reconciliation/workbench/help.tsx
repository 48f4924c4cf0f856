import { Modal } from 'antd';
import { textsOf, useTexts } from '../../../language/text.ts';

const texts = textsOf({
  title: ['键盘操作', 'Keys'],
  move: ['上一行、下一行；翻页；到头、到尾', 'a row, a page, to either end'],
  side: ['到银行流水、到账项', 'to the bank lines, to the book items'],
  select: ['选中或取消一行；按住 Shift 选一段', 'choose a row or not; with Shift a range'],
  match: [
    '核销所选；没有选择时，确认当前流水的建议',
    'match what is chosen; with nothing chosen, confirm the suggestion of the line',
  ],
  split: ['拆分：只核销一部分金额', 'split: match a part of an amount'],
  undo: ['撤销当前流水的核销，或刚做的一笔', 'undo the match of the line, or the last one made'],
  writeOff: ['差额处理：尾差、手续费、利息、预收', 'book the difference: write-off, fee, interest, advance'],
  batch: ['批量确认建议', 'confirm suggestions in one act'],
  comment: ['备注当前流水的差异', 'comment on what is wrong with the line'],
  filter: ['查找', 'find'],
  clear: ['取消选择', 'clear the selection'],
  help: ['显示本页', 'this help'],
});

export function Help({ close }: { readonly close: () => void }) {
  const t = useTexts(texts);
  const keys: readonly (readonly [readonly string[], string])[] = [
    [['↑', '↓', 'PageUp', 'PageDown', 'Home', 'End'], t.move],
    [['←', '→'], t.side],
    [['Space'], t.select],
    [['Enter'], t.match],
    [['s'], t.split],
    [['w'], t.writeOff],
    [['u'], t.undo],
    [['b'], t.batch],
    [['c'], t.comment],
    [['/'], t.filter],
    [['Esc'], t.clear],
    [['?'], t.help],
  ];
  return (
    <Modal open title={t.title} onCancel={close} footer={null}>
      <table>
        <tbody>
          {keys.map(([names, what]) => (
            <tr key={what}>
              <th scope="row" style={{ textAlign: 'left', width: '40%', paddingRight: 12, fontWeight: 400 }}>
                {names.map((name) => (
                  <kbd key={name} style={{ display: 'inline-block', marginRight: 4 }}>
                    {name}
                  </kbd>
                ))}
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
