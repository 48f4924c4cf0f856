/** A month to choose: typed, picked from the calendar, or stepped to. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, DatePicker, Space } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useTexts } from '../language/text.ts';
import { isMonth, monthBeside } from './months.ts';
import { kitTexts } from './texts.ts';

interface MonthFieldProps {
  /** For a form's label; antd gives its fields one. */
  readonly id?: string;
  readonly label?: string;
  readonly value?: string | null;
  readonly onChange?: (month: string) => void;
}

/** As a field of a form. */
export function MonthField({ id, label, value, onChange }: MonthFieldProps) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      picker="month"
      format="YYYY-MM"
      allowClear={false}
      value={isMonth(value ?? null) ? dayjs(`${value}-01`) : null}
      onChange={(day) => day && onChange?.(day.format('YYYY-MM'))}
    />
  );
}

/** On its own, with the month before and after beside it. */
export function MonthChooser({
  label,
  value,
  onChange,
}: Required<Omit<MonthFieldProps, 'id' | 'value'>> & { value: string }) {
  const t = useTexts(kitTexts);
  return (
    <Space.Compact>
      <Button icon={<LeftOutlined />} aria-label={t.monthBefore} onClick={() => onChange(monthBeside(value, -1))} />
      <MonthField label={label} value={value} onChange={onChange} />
      <Button icon={<RightOutlined />} aria-label={t.monthAfter} onClick={() => onChange(monthBeside(value, 1))} />
    </Space.Compact>
  );
}
