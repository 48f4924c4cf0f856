/** What the notice would say today, asked for when it is opened. */
import { useQuery } from '@apollo/client/react';
import { Typography } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { Status } from '../../kit/status.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { PublicationPreviewDocument } from './publications.generated.ts';

const texts = textsOf({
  notReady: ['现在不能编制：', 'It cannot be prepared now: '],
});

export function Preview({ compound, period }: { readonly compound: string; readonly period: string }) {
  const t = useTexts(texts);
  const answer = useQuery(PublicationPreviewDocument, { variables: { compound, period } });
  return (
    <Answer to={answer}>
      {({ publicationPreview: preview }) =>
        preview?.isReady ? (
          <div style={{ maxWidth: 720 }}>
            <Typography.Text strong>{preview.title}</Typography.Text>
            <Typography.Paragraph style={{ whiteSpace: 'pre-wrap' }}>{preview.body}</Typography.Paragraph>
          </div>
        ) : (
          <Status look="blocked">
            {t.notReady}
            {preview?.message}
          </Status>
        )
      }
    </Answer>
  );
}
