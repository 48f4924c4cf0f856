/** A file of the server's, saved by the browser. Asked for as who is signed in, which a plain link would not be. */
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, type ButtonProps } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Language, useLanguage } from '../../language/text.ts';
import { fetchFile } from './beside-graph.ts';
import { FileFailure } from './file-failure.tsx';

interface DownloadProps extends Pick<ButtonProps, 'type' | 'size'> {
  readonly address: string;
  /** The name it is saved by where the server gives none. */
  readonly name?: string;
  readonly children: ReactNode;
}

export function Download({ address, name = 'file', children, ...button }: DownloadProps) {
  const { language } = useLanguage();
  const { modal } = App.useApp();
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    try {
      await saveFile(address, name, language);
    } catch (error) {
      modal.error({ icon: null, content: <FileFailure error={error} /> });
    } finally {
      setRunning(false);
    }
  };
  return (
    <Button {...button} icon={<DownloadOutlined aria-hidden />} loading={isRunning} onClick={run}>
      {children}
    </Button>
  );
}

async function saveFile(address: string, name: string, language: Language): Promise<void> {
  const answer = await fetchFile(address, language);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = nameIn(answer.headers.get('content-disposition')) ?? name;
  link.click();
  // The browser holds on to what it has begun to save.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function nameIn(disposition: string | null): string | null {
  const [, encoded] = disposition?.match(/filename\*=UTF-8''([^;]+)/i) ?? [];
  const [, plain] = disposition?.match(/filename="([^"]+)"/i) ?? [];
  return encoded ? decodeURIComponent(encoded) : (plain ?? null);
}
