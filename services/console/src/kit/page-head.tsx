import { Flex, Typography } from 'antd';
import type { ReactNode } from 'react';

/** What a page is, in a line, and what can be done on it. */
export function PageHead({ title, about, actions }: { title: string; about?: ReactNode; actions?: ReactNode }) {
  return (
    <Flex wrap justify="space-between" align="flex-start" gap={12} style={{ marginBottom: 16 }}>
      <div style={{ flex: '1 1 0', minWidth: 'min(100%, 260px)' }}>
        <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
          {title}
        </Typography.Title>
        {about && <Typography.Text type="secondary">{about}</Typography.Text>}
      </div>
      {actions && (
        <Flex wrap gap="8px 16px" align="center">
          {actions}
        </Flex>
      )}
    </Flex>
  );
}
