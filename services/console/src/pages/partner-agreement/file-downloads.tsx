import type { ButtonProps } from 'antd';
import { Download } from '../../kit/files/download.tsx';
import { textsOf, useTexts } from '../../language/text.ts';

const texts = textsOf({
  xlsx: ['下载退回的行，改好再传（Excel）', 'Rejected rows to correct and send again (Excel)'],
  csv: ['同上（CSV）', 'The same as CSV'],
  report: ['逐行结果', 'Result of every row'],
});

interface FileDownloadsProps extends Pick<ButtonProps, 'type' | 'size'> {
  /** Where its report lies. */
  readonly report: string;
  readonly rejected: number;
}

/** What can be had of a file that was sent: what was rejected, to correct it, and what became of every row. */
export function FileDownloads({ report, rejected, type = 'default', size = 'middle' }: FileDownloadsProps) {
  const t = useTexts(texts);
  const at = report.replace(/\/report$/, '/rejected');
  return (
    <>
      {rejected > 0 && (
        <>
          <Download type={type} size={size} address={`${at}.xlsx`}>
            {t.xlsx}
          </Download>
          <Download size={size} address={`${at}.csv`}>
            {t.csv}
          </Download>
        </>
      )}
      <Download size={size} address={report}>
        {t.report}
      </Download>
    </>
  );
}
