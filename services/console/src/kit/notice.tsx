/** Something said beside what it is about: what kind of thing it is, in an icon as well as in a colour, and what to do. */
import type { ComponentProps, ReactNode } from 'react';
import './notice.css';

const signs = {
  success: 'M4.5 8.5l2.5 2.5 4.5-5',
  info: 'M8 7.2v4.3M8 4.5v.6',
  warning: 'M8 4.2v4.6M8 10.9v.6',
  error: 'M5.5 5.5l5 5M10.5 5.5l-5 5',
} as const;

interface NoticeProps extends Omit<ComponentProps<'div'>, 'title' | 'children'> {
  readonly type: keyof typeof signs;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly action?: ReactNode;
}

export function Notice({ type, title, description, action, className = '', ...rest }: NoticeProps) {
  return (
    <div role="alert" {...rest} className={`notice notice-${type} ${className}`}>
      <svg className="notice-sign" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="8" />
        <path d={signs[type]} />
      </svg>
      <div className="notice-words">
        <div>{title}</div>
        {description && <div className="notice-more">{description}</div>}
      </div>
      {action}
    </div>
  );
}
