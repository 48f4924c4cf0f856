/** Files that were sent before, the newest first. */
import { Flex } from 'antd';
import type { UploadState } from '../../graph/types.ts';
import type { Connection, ListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { When } from '../../kit/when.tsx';
import { type Text, textsOf, useTexts } from '../../language/text.ts';
import { FileDownloads } from './file-downloads.tsx';
import type { PartnerFilesQuery } from './send-entries.generated.ts';

const states = textsOf({
  RUNNING: ['处理中', 'Being worked on'],
  DONE: ['已处理完', 'Done'],
  FAILED: ['未能读完', 'Could not be read'],
} as const satisfies Record<UploadState, Text>);

const texts = textsOf({
  label: ['传过的文件', 'Files sent'],
  empty: ['还没有传过文件。把第一个文件拖到上面即可。', 'No file was sent yet: drop the first one above.'],
  file: ['文件', 'File'],
  at: ['上传时间', 'Sent at'],
  state: ['状态', 'State'],
  rows: ['行数', 'Rows'],
  posted: ['新登记', 'Posted'],
  duplicate: ['以前已登记', 'Posted before'],
  rejected: ['退回', 'Rejected'],
  download: ['下载', 'Download'],
});

type Uploads = NonNullable<NonNullable<PartnerFilesQuery['agreement']>['uploads']>;
type Upload = Uploads['edges'][number]['node'];

export function SentFiles({ of, page }: { readonly of: Connection<Upload> | null; readonly page: ListPage }) {
  const t = useTexts(texts);
  const stateNames = useTexts(states);
  return (
    <ListTable<Upload>
      label={t.label}
      of={of && { ...of, edges: [...of.edges].reverse() }}
      page={page}
      rowKey={({ id }) => id}
      empty={t.empty}
      columns={[
        { title: t.at, cell: ({ uploadedAt }) => <When at={uploadedAt} /> },
        { title: t.file, field: 'fileName' },
        {
          title: t.state,
          cell: ({ state, problem }) => (
            <>
              {stateNames[state]}
              {problem && <div>{problem.message}</div>}
            </>
          ),
        },
        { title: t.rows, field: 'rows', align: 'right' },
        { title: t.posted, field: 'posted', align: 'right' },
        { title: t.duplicate, field: 'duplicate', align: 'right' },
        { title: t.rejected, field: 'rejected', align: 'right' },
        {
          title: t.download,
          cell: ({ report, rejected }) => (
            <Flex gap={8}>
              <FileDownloads report={report} rejected={rejected} size="small" />
            </Flex>
          ),
        },
      ]}
    />
  );
}
