/** A page that the server makes to be printed, in a tab of its own. Asked for as who is signed in. */
import { PrinterOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { type Language, useLanguage } from '../../language/text.ts';
import { fetchFile } from './beside-graph.ts';
import { FileFailure } from './file-failure.tsx';

export function PrintPage({ address, label }: { readonly address: string; readonly label: string }) {
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
      {label}
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
