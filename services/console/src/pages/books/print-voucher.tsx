/** A voucher as the page that the server prints it on, in a tab of its own. */
import { PrinterOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { fetchFile } from '../../kit/files/beside-graph.ts';
import { FileFailure } from '../../kit/files/file-failure.tsx';
import { type Language, useLanguage, useTexts } from '../../language/text.ts';
import { bookTexts } from './texts.ts';

export function PrintVoucher({ address }: { readonly address: string }) {
  const t = useTexts(bookTexts);
  const { language } = useLanguage();
  const { modal } = App.useApp();
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    try {
      await openToPrint(address, language);
    } catch (error) {
      modal.error({ icon: null, content: <FileFailure error={error} /> });
    } finally {
      setRunning(false);
    }
  };
  return (
    <Button icon={<PrinterOutlined />} loading={isRunning} onClick={run}>
      {t.print}
    </Button>
  );
}

/** The tab is opened at once, while the click is still a reason to. */
async function openToPrint(address: string, language: Language): Promise<void> {
  const tab = window.open('', '_blank');
  try {
    const page = URL.createObjectURL(await (await fetchFile(address, language)).blob());
    if (!tab) return;
    tab.location.replace(page);
    printOnceThere(tab, page);
  } catch (error) {
    tab?.close();
    throw error;
  }
}

/** The page has no script of its own, and a window forgets its listeners when it goes somewhere. */
function printOnceThere(tab: Window, page: string): void {
  if (tab.closed) return;
  if (tab.location.href === page && tab.document.readyState === 'complete') tab.print();
  else setTimeout(() => printOnceThere(tab, page), 50);
}
