import { PaperClipOutlined } from '@ant-design/icons';
import { useApolloClient } from '@apollo/client/react';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { fetchFile } from '../../../kit/files/beside-graph.ts';
import { FileFailure } from '../../../kit/files/file-failure.tsx';
import { textsOf, useLanguage, useTexts } from '../../../language/text.ts';

const texts = textsOf({
  attach: ['附加文件', 'Attach a file'],
  kinds: ['PDF、图片、CSV 或 XLSX，最大 20 MB', 'PDF, image, CSV or XLSX of at most 20 MB'],
});

/** The same document again is answered with the first, so a file that failed on its way is sent again as it is. */
export function AttachFile({ to }: { readonly to: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const client = useApolloClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const send = async (chosen: File) => {
    setFile(chosen);
    setFailure(null);
    setRunning(true);
    try {
      const body = new FormData();
      body.append('file', chosen);
      await fetchFile(`/api/break-files?break=${encodeURIComponent(to)}`, language, { method: 'POST', body });
      await client.refetchQueries({ include: 'active' });
    } catch (error) {
      setFailure(error);
    } finally {
      setRunning(false);
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t.attach}
        accept=".pdf,.jpg,.jpeg,.png,.csv,.xlsx"
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) void send(chosen);
          target.value = '';
        }}
      />
      <Button
        size="small"
        icon={<PaperClipOutlined />}
        title={t.kinds}
        loading={isRunning}
        onClick={() => input.current?.click()}
      >
        {t.attach}
      </Button>
      {failure ? <FileFailure error={failure} {...(file ? { again: () => send(file) } : {})} /> : null}
    </>
  );
}
