/** The documents that lie with a break: saved from here, and taken away with a reason where one does not belong there. */
import { DeleteOutlined } from '@ant-design/icons';
import { Button, Flex, Space } from 'antd';
import { useState } from 'react';
import { AskFirst } from '../../../kit/ask-first.tsx';
import { Download } from '../../../kit/files/download.tsx';
import { useCommand } from '../../../kit/use-command.ts';
import { textsOf, useTexts } from '../../../language/text.ts';
import { RemoveBreakFileDocument } from './breaks.generated.ts';
import type { Break } from './breaks.tsx';

const texts = textsOf({
  files: ['附件', 'Documents'],
  noFiles: ['还没有附件。', 'No document yet.'],
  remove: ['删除', 'Remove'],
  removeOne: (name: string) => [`删除附件 ${name}`, `Remove ${name}`],
  consequence: [
    '附件不再与差异一起保存；何人何时因何删除、文件的哈希，留在审计记录中。',
    'It is kept no more; who removed it, when, why, and its hash stay in the audit trail.',
  ],
});

interface BreakFilesProps {
  readonly of: Break['files'];
  readonly mayRemove: boolean;
}

export function BreakFiles({ of: files, mayRemove }: BreakFilesProps) {
  const t = useTexts(texts);
  const [asked, ask] = useState<Break['files'][number] | null>(null);
  const command = useCommand(RemoveBreakFileDocument);
  return (
    <div>
      <strong>{t.files}</strong>
      {files.length === 0 && <div className="small">{t.noFiles}</div>}
      <Flex wrap gap={8}>
        {files.map((file) => (
          <Space.Compact key={file.id}>
            <Download size="small" address={file.path} name={file.fileName}>
              {file.fileName}
            </Download>
            {mayRemove && (
              <Button
                size="small"
                icon={<DeleteOutlined aria-hidden />}
                aria-label={t.removeOne(file.fileName)}
                title={t.remove}
                onClick={() => ask(file)}
              />
            )}
          </Space.Compact>
        ))}
      </Flex>
      {asked && (
        <AskFirst
          title={t.removeOne(asked.fileName)}
          consequence={t.consequence}
          confirm={t.remove}
          reason="REQUIRED"
          isDangerous
          command={command}
          run={(reason) => command.run({ input: { file: asked.id, reason } })}
          close={() => ask(null)}
        />
      )}
    </div>
  );
}
