/** A file of entries: dropped, looked at, sent, and what was rejected taken back to be corrected. */
import { useQuery } from '@apollo/client/react';
import { Card, Flex } from 'antd';
import { useLocation } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { Download } from '../../kit/files/download.tsx';
import { SendFile } from '../../kit/files/send-file.tsx';
import { useSentFile } from '../../kit/files/use-sent-file.ts';
import { useListPage } from '../../kit/list-page.ts';
import { many, textsOf, useTexts } from '../../language/text.ts';
import { AgreementFrame } from './agreement-frame.tsx';
import { FileDownloads } from './file-downloads.tsx';
import { FileLook } from './file-look.tsx';
import { keepMapping, keptMapping } from './kept-mapping.ts';
import type { EntryMapping, SeenFile } from './seen.ts';
import { PartnerFilesDocument } from './send-entries.generated.ts';
import { SentFiles } from './sent-files.tsx';

const texts = textsOf({
  label: ['把报表文件拖到这里，或点击选择', 'Drop a file of entries here, or click to choose one'],
  hint: [
    'CSV（行数不限）或 XLSX（5 万行以内）。第一行是列名：凭证号、类型（收入或成本）、金额、发生日期，可加项目编码、摘要、冲销凭证号；顺序不限，其他列不使用。列名不同也可以，选好文件后再指定。',
    'CSV of any length, or XLSX up to 50,000 rows. The first row names the columns: Reference, Kind (Revenue or Cost), Amount, Date, and if you like Project, Memo, Takes back, in any order; others are not used. Columns of other names you point out once the file is chosen.',
  ],
  template: ['下载模板（Excel）', 'A template (Excel)'],
  templateCsv: ['下载模板（CSV）', 'A template (CSV)'],
  send: (count: number) => [`提交，登记 ${count} 行`, `Send, and post ${many(count, 'row')}`],
  sendAll: ['提交整个文件', 'Send the whole file'],
});

/** Beyond it only the beginning is looked at, so there is more than was counted. */
const LOOKED_AT_BYTES = 1_048_576;

export function SendEntries({ agreement }: { readonly agreement: string }) {
  const page = useListPage('files', 10);
  const { search } = useLocation();
  const newest = /files\.(?:after|before)/.test(search)
    ? page.variables
    : { first: null, after: null, last: 10, before: null };
  const asked = useQuery(PartnerFilesDocument, { variables: { agreement, ...newest } });
  return (
    <Answer to={asked}>
      {({ agreement: of }) => (
        <AgreementFrame part="file" of={of}>
          <Flex vertical gap={16}>
            <SendOne agreement={agreement} />
            <SentFiles of={of?.uploads ?? null} page={page} />
          </Flex>
        </AgreementFrame>
      )}
    </Answer>
  );
}

function SendOne({ agreement }: { readonly agreement: string }) {
  const t = useTexts(texts);
  const address = `/api/agreements/${agreement}/statements`;
  const queryOf = (mapping: EntryMapping) => ({ mapping: JSON.stringify(mapping) });
  const sent = useSentFile<SeenFile>({
    address,
    looksAtBeginning: true,
    lookAgainBy: (seen) => {
      const kept = keptMapping(agreement, seen);
      return kept && queryOf(kept);
    },
  });
  const lookAgain = (file: File) => (mapping: EntryMapping) => {
    keepMapping(agreement, mapping);
    sent.choose(file, queryOf(mapping));
  };
  const isCut = 'file' in sent.stage && sent.stage.file.size > LOOKED_AT_BYTES;
  return (
    <Card size="small">
      <SendFile
        sent={sent}
        label={t.label}
        hint={t.hint}
        accept=".csv,.txt,.tsv,.xlsx"
        look={(seen, file) => <FileLook seen={seen} name={file.name} isCut={isCut} look={lookAgain(file)} />}
        sendLabel={({ problem, posted, isWhole }) => (problem ? null : isCut || !isWhole ? t.sendAll : t.send(posted))}
        totalOf={({ rowCount, isWhole }) => (isWhole && !isCut ? rowCount : null)}
        actions={({ report }, { rejected }) => <FileDownloads report={report} rejected={rejected} type="primary" />}
      />
      {sent.stage.is === 'NONE' && (
        <Flex wrap gap={8} style={{ marginTop: 12 }}>
          <Download address={`${address}/template.xlsx`}>{t.template}</Download>
          <Download address={`${address}/template.csv`}>{t.templateCsv}</Download>
        </Flex>
      )}
    </Card>
  );
}
