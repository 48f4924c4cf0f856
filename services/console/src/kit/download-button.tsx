/** A button that brings a file, and says beside itself where it could not. */
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useLanguage, useTexts } from '../language/text.ts';
import { DownloadRefused, download, openToPrint } from './download.ts';
import { kitTexts } from './texts.ts';

interface DownloadButtonProps {
  readonly path: string;
  readonly label: string;
  /** A page to print, and no file to keep. */
  readonly isPage?: boolean;
}

export function DownloadButton({ path, label, isPage = false }: DownloadButtonProps) {
  const t = useTexts(kitTexts);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const [isComing, setComing] = useState(false);
  const bring = async () => {
    setComing(true);
    try {
      await (isPage ? openToPrint : download)(path, language);
    } catch (error) {
      message.error(error instanceof DownloadRefused ? error.message : t.unanswered);
    } finally {
      setComing(false);
    }
  };
  return (
    <Button icon={isPage ? <PrinterOutlined /> : <DownloadOutlined />} loading={isComing} onClick={bring}>
      {label}
    </Button>
  );
}
