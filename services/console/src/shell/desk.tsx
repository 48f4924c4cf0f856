/** What pages of antd's components stand in: its looks, its words, its messages. Loaded with the first page that has some. */
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from '../language/text.ts';
import './desk.css';

/** A field that has the keys is not taken for one that is wrong, as it would be in the red of the rest. */
const border = { activeBorderColor: '#0b57a4', hoverBorderColor: '#0b57a4' };
const field = { ...border, activeShadow: '0 0 0 2px rgba(11, 87, 164, 0.12)' };

const theme = {
  components: {
    Input: field,
    InputNumber: field,
    DatePicker: field,
    Select: { ...border, activeOutlineColor: 'rgba(11, 87, 164, 0.12)' },
  },
  token: {
    colorPrimary: '#b5281e',
    colorLink: '#a3241b',
    // Among words a link is told by more than its colour.
    linkDecoration: 'underline',
    borderRadius: 4,
    colorTextSecondary: '#595959',
    colorTextDescription: '#595959',
    colorTextPlaceholder: '#6b6b6b',
    colorError: '#b42318',
    colorTextTertiary: '#595959',
  },
};

export default function Desk({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme}>
      <App>{children}</App>
    </ConfigProvider>
  );
}
