/** What is done about a break: who works on it, what was said, which documents lie with it. */
import { Button, Flex } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { When } from '../../../kit/when.tsx';
import { textsOf, useTexts } from '../../../language/text.ts';
import { hasRole } from '../../../session/roles.ts';
import { useViewer } from '../../../session/viewer.tsx';
import { CommentDialog } from '../comment-dialog.tsx';
import { AssignBreak } from './assign-break.tsx';
import { AttachFile } from './attach-file.tsx';
import { BreakFiles } from './break-files.tsx';
import type { Break } from './breaks.tsx';

const texts = textsOf({
  comment: ['备注', 'Comment'],
  line: ['到工作台查看流水', 'See the line in the workbench'],
  comments: ['备注', 'Comments'],
  said: (by: string, text: string, evidence: string | null) => [
    `${by}：${text}${evidence ? `（${evidence}）` : ''}`,
    `${by}: ${text}${evidence ? ` (${evidence})` : ''}`,
  ],
  noComments: ['还没有备注。', 'Nobody has said anything yet.'],
});

export function BreakWork({ of: each }: { readonly of: Break }) {
  const t = useTexts(texts);
  const { grants } = useViewer();
  const [isCommenting, setCommenting] = useState(false);
  const mayWork = hasRole(grants, 'FINANCE_MAKER', 'FINANCE_CHECKER');
  const { bankLine, comments, files } = each;
  return (
    <Flex vertical gap={8}>
      {mayWork && <AssignBreak of={each} />}
      {mayWork && (
        <Flex wrap gap={8}>
          <Button size="small" onClick={() => setCommenting(true)}>
            {t.comment}
          </Button>
          <AttachFile to={each.id} />
        </Flex>
      )}
      {bankLine && (
        <Link
          to={`/reconciliation/${bankLine.statement.account.code}?from=${bankLine.bookedOn}&to=${bankLine.bookedOn}`}
        >
          {t.line}
        </Link>
      )}
      <div>
        <strong>{t.comments}</strong>
        {comments.length === 0 && <div className="small">{t.noComments}</div>}
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {comments.map(({ at, by, text, evidence }) => (
            <li key={at}>
              <When at={at} /> {t.said(by?.name ?? '—', text, evidence)}
            </li>
          ))}
        </ul>
      </div>
      <BreakFiles of={files} mayRemove={mayWork} />
      {isCommenting && <CommentDialog of={each.id} close={() => setCommenting(false)} />}
    </Flex>
  );
}
