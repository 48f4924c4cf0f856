/** A day and a time to fill in, in the county's time whatever the browser's; the form holds the instant as the graph takes it. */
import { Input } from 'antd';

interface InstantFieldProps {
  readonly id?: string;
  readonly label?: string;
  readonly value?: string | null;
  readonly onChange?: (instant: string | null) => void;
}

export function InstantField({ id, label, value, onChange }: InstantFieldProps) {
  return (
    <Input
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      type="datetime-local"
      style={{ width: 220 }}
      value={value?.slice(0, 16) ?? ''}
      onChange={({ target }) => onChange?.(target.value ? `${target.value}:00+08:00` : null)}
    />
  );
}
