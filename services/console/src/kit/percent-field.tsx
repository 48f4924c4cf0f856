/** A rate to fill in, in percent with two decimals; the form holds basis points. */
import { InputNumber } from 'antd';

interface PercentFieldProps {
  readonly id?: string;
  readonly label?: string;
  readonly value?: number | null;
  readonly onChange?: (basisPoints: number | null) => void;
  readonly min?: number;
}

export function PercentField({ id, label, value, onChange, min = 0 }: PercentFieldProps) {
  return (
    <InputNumber
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      min={min}
      max={100}
      precision={2}
      step={1}
      suffix="%"
      style={{ width: 120 }}
      value={value == null ? null : value / 100}
      onChange={(percent) => onChange?.(percent === null ? null : Math.round(percent * 100))}
    />
  );
}
