/** The file of a bank: looked at before anything is taken, with what was recognised, its proof, and its mapping to mend. */
import { Button, Flex } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { Download } from '../../../kit/files/download.tsx';
import { SendFile } from '../../../kit/files/send-file.tsx';
import { useSentFile } from '../../../kit/files/use-sent-file.ts';
import { many, textsOf, useTexts } from '../../../language/text.ts';
import { MappingForm } from './mapping-form.tsx';
import { type Mapping, PreviewOf, type StatementPreview } from './preview.tsx';
import type { SavedLayout } from './saved-meanwhile.tsx';

const texts = textsOf({
  label: ['把银行对账单文件拖到这里，或点击选择', "Drop the bank's file here, or click to choose"],
  hint: [
    'CSV、XLSX 或 CAMT.053（XML）。先检查，不会立即导入；同一份文件重复导入不会重复记账。',
    'CSV, XLSX or CAMT.053 (XML). It is looked at first and nothing is taken yet; the same file again adds nothing.',
  ],
  send: (rows: number) => [`导入 ${rows} 笔流水`, `Import ${many(rows, 'line')}`],
  report: ['逐行报告', 'Report of each row'],
  work: ['去核销', 'Go on to match'],
  byRules: [
    '能唯一对上账项的流水随后自动核销，其余在工作台里处理。',
    'Lines that fit one item alone are matched by themselves; the others wait in the workbench.',
  ],
  matches: ['查看核销记录', 'See the matches'],
});

interface ImportFileProps {
  readonly account: string;
  readonly bank: string;
  readonly layouts: readonly SavedLayout[];
  readonly lastClosing: string | null;
}

export function ImportFile({ account, bank, layouts, lastClosing }: ImportFileProps) {
  const t = useTexts(texts);
  const looked = useRef<File | null>(null);
  /** What its columns are called, also where a mapping that is tried finds none of them; and what is saved for them. */
  const layout = useRef({ headers: [] as readonly string[], version: 0 });
  /** One that is tried and not saved yet: a file is only imported by what is saved. */
  const [tried, setTried] = useState<Mapping | null>(null);
  const sent = useSentFile<StatementPreview>({ address: `/api/bank-accounts/${account}/statements` });
  const lookAgain = (mapping: Mapping | null) => {
    setTried(mapping);
    if (looked.current) sent.choose(looked.current, mapping ? { mapping: JSON.stringify(mapping) } : {});
  };
  /** Another file is looked at by what is saved. */
  const forget = () => {
    setTried(null);
    sent.forget();
  };
  const form = (proposed: Mapping | null) => {
    const mapping = tried ?? proposed;
    const { headers, version } = layout.current;
    if (!mapping || headers.length === 0) return null;
    return (
      <MappingForm
        bank={bank}
        headers={headers}
        version={version}
        mapping={mapping}
        isTried={tried !== null}
        savedNow={layouts.find(({ header }) => header.join() === mapping.header.join()) ?? null}
        look={lookAgain}
        saved={() => lookAgain(null)}
      />
    );
  };
  return (
    <Flex vertical gap={12}>
      <SendFile
        sent={{ ...sent, forget }}
        label={t.label}
        hint={t.hint}
        accept=".csv,.xlsx,.xml"
        look={(seen, file) => {
          looked.current = file;
          if (seen.header) layout.current = { headers: seen.header.columns, version: seen.version ?? 0 };
          else if (!tried) layout.current = { headers: [], version: 0 };
          return (
            <Flex vertical gap={12}>
              <PreviewOf preview={seen} lastClosing={lastClosing} />
              {form(seen.mapping ?? null)}
            </Flex>
          );
        }}
        sendLabel={({ statement, rowCount = 0 }) => (statement && tried === null ? t.send(rowCount) : null)}
        totalOf={({ rowCount = 0 }) => rowCount}
        actions={({ report }, { state }) => (
          <>
            <Download address={report} name="report.csv">
              {t.report}
            </Download>
            {state === 'DONE' && (
              <>
                <Link to={`/reconciliation/${account}`}>
                  <Button type="primary">{t.work}</Button>
                </Link>
                <span>
                  {t.byRules} <Link to={`/reconciliation/${account}?view=matches`}>{t.matches}</Link>
                </span>
              </>
            )}
          </>
        )}
      />
      {sent.failure !== null && sent.stage.is === 'LOOKING' && form(null)}
    </Flex>
  );
}
