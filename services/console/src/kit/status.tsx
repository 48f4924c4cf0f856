/** Where something stands: an icon and a word. The colour repeats what they say and says nothing of its own. */
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
  PlayCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import './status.css';

const icons = {
  done: CheckCircleOutlined,
  /** Somebody can do the next thing now. */
  ready: PlayCircleOutlined,
  /** It goes on by itself. */
  underway: SyncOutlined,
  /** Time or somebody elsewhere has to come first. */
  waiting: ClockCircleOutlined,
  blocked: ExclamationCircleOutlined,
  gone: MinusCircleOutlined,
} as const;

export type Look = keyof typeof icons;

export function Status({ look, children }: { readonly look: Look; readonly children: ReactNode }) {
  const Icon = icons[look];
  return (
    <span className={`status status-${look}`}>
      <Icon aria-hidden />
      <span>{children}</span>
    </span>
  );
}
