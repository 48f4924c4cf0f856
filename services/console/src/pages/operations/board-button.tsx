/** Opens the board of the queues in a tab of its own. Going there carries no token, so the server gives it a pass first. */
import { ExportOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { kitTexts } from '../../kit/texts.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { authorization } from '../../session/session.ts';

const texts = textsOf({
  open: ['打开队列面板（只读）', 'Open the board of queues (read-only)'],
  refused: ['队列面板暂时打不开，请稍后重试。', 'The board cannot be opened just now. Try again.'],
});

const BOARD = '/api/queues';

export function BoardButton() {
  const t = useTexts({ ...kitTexts, ...texts });
  const { message } = App.useApp();
  const [isComing, setComing] = useState(false);
  const open = async () => {
    // At once, while a click is still a reason to.
    const tab = window.open('', '_blank');
    setComing(true);
    try {
      const answer = await fetch(`${BOARD}/pass`, {
        method: 'POST',
        headers: { authorization: (await authorization()) ?? '' },
      });
      if (!answer.ok) throw new Error(`${BOARD}/pass answered ${answer.status}`);
      tab?.location.replace(`${BOARD}/`);
    } catch {
      tab?.close();
      message.error(t.refused);
    } finally {
      setComing(false);
    }
  };
  return (
    <Button icon={<ExportOutlined />} loading={isComing} onClick={open}>
      {t.open}
    </Button>
  );
}
