import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTexts } from '../../language/text.ts';
import { bookTexts } from './texts.ts';

/** Prints the view as it stands; the style sheet leaves out what no paper needs. */
export function PrintButton() {
  const t = useTexts(bookTexts);
  return (
    <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
      {t.print}
    </Button>
  );
}
