/** A day to choose for a filter, written as it stands in the address: empty where none is chosen. */
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';

interface DayProps {
  readonly label: string;
  readonly value: string;
  set(value: string): void;
}

export function Day({ label, value, set }: DayProps) {
  return (
    <DatePicker
      aria-label={label}
      placeholder={label}
      style={{ width: 130 }}
      value={dayOf(value) ? dayjs(value) : null}
      onChange={(day) => set(day ? day.format('YYYY-MM-DD') : '')}
    />
  );
}

/** Null for what is no day. */
export function dayOf(value: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}
