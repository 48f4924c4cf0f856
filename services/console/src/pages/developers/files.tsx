/** What has an address beside the graph: files that are sent, and files that are fetched. */
import { Typography } from 'antd';
import { PlainTable } from '../../kit/plain-table.tsx';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { Code } from './code.tsx';

const texts = textsOf({
  upload: ['上传', 'Files to send'],
  uploadHow: [
    'CSV、XLSX 直接作为请求体，或放在表单中。响应 202 给出 status、events（SSE 进度）和 report（逐行结果 CSV）的地址；重复上传不会重复入账。',
    'CSV or XLSX as the body, or in a form. 202 answers the addresses of status, events (progress as SSE) and report (a CSV with what became of each row). Sending a file again posts nothing twice.',
  ],
  download: ['下载与核验', 'Files to fetch'],
  downloadHow: [
    '把 .csv 换成 .xlsx 得到工作簿（最多 5 万行）。除公示与证明外都要令牌，看到的与图中相同。',
    '.xlsx instead of .csv gives a workbook, of 50,000 rows at most. All but publications and proofs need a token, and show what its person may see in the graph.',
  ],
  address: ['地址', 'Address'],
  what: ['内容', 'What it is'],
  command: ['命令', 'Command'],
});

type Address = readonly [address: string, what: Text];

const uploads: readonly Address[] = [
  [
    'POST /api/agreements/{code}/statements',
    ['国企经营收支：CSV、XLSX', 'Revenue and costs of an agreement: CSV, XLSX'],
  ],
  [
    'POST /api/bank-accounts/{code}/statements',
    ['银行流水：CSV、XLSX、CAMT.053', 'Lines of a bank account: CSV, XLSX, CAMT.053'],
  ],
  ['POST /api/bank-accounts/preview', ['银行文件属于哪个账户；不保存', 'Whose a file of a bank is; nothing is kept']],
];

const downloads: readonly Address[] = [
  ['GET /api/publications/{id}.json', ['公示原文，用于核验', 'A publication as it is hashed']],
  [
    'GET /api/owners-book/{period}/proofs/{seq}.json',
    ['已封账月份中一笔凭证的包含证明', 'The proof that a journal lies in a sealed month'],
  ],
  ['GET /api/agreements/{code}/entries.csv', ['协议的收支明细', 'The entries of an agreement']],
  ['GET /api/bank-accounts/{code}/lines.csv', ['银行流水及来源文件', "A bank's lines, with the file they came in"]],
  ['GET /api/bank-accounts/{code}/matches.csv', ['核销明细', 'What was matched with what']],
  ['GET /api/bank-accounts/{code}/reconciliation.html', ['余额调节表，可打印', 'The statement of reconciliation']],
  ['GET /api/reconciliation/breaks.csv', ['差异清单', 'The breaks']],
  ['GET /api/reconciliation/breaks.html', ['差异清单，可打印', 'The breaks to print']],
  ['GET /api/reconciliation/shares.csv', ['四方对账', 'The four sides of each share']],
  [
    'GET /api/audit/{economy|property|organization|volunteers|workflows}/lines.csv',
    ['审计记录', 'The audit trail of a service'],
  ],
  ['GET /api/books/{economy|owners}/balances.csv', ['科目余额表', 'The table of balances']],
  ['GET /api/books/{economy|owners}/journals.csv', ['序时账', 'The journal, line by line']],
  ['GET /api/books/{economy|owners}/vouchers/{seq}.html', ['记账凭证，可打印', 'A voucher to print']],
];

export function Files() {
  const t = useTexts(texts);
  return (
    <>
      <Typography.Title level={2} style={{ fontSize: 16, marginTop: 0 }}>
        {t.upload}
      </Typography.Title>
      <Typography.Paragraph>{t.uploadHow}</Typography.Paragraph>
      <Addresses label={t.upload} of={uploads} />
      <Code
        label={t.command}
        of={`curl -s ${location.origin}/api/agreements/JV-0001/statements -H "authorization: Bearer $TOKEN" \\
  -H 'content-type: text/csv' --data-binary @december.csv`}
      />
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {t.download}
      </Typography.Title>
      <Typography.Paragraph>{t.downloadHow}</Typography.Paragraph>
      <Addresses label={t.download} of={downloads} />
    </>
  );
}

function Addresses({ label, of: addresses }: { readonly label: string; readonly of: readonly Address[] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <PlainTable<Address>
      label={label}
      rowKey={([address]) => address}
      rows={addresses}
      columns={[
        { title: t.what, cell: ([, what]) => say(what, language) },
        { title: t.address, cell: ([address]) => <code>{address}</code> },
      ]}
    />
  );
}
