/** What went wrong with a file beside the graph: a refusal in its own words, or what `Failure` says. */
import { Button } from 'antd';
import { useLanguage, useTexts } from '../../language/text.ts';
import { Failure } from '../failure.tsx';
import { Notice } from '../notice.tsx';
import { kitTexts } from '../texts.ts';
import { problemText, RefusedFile } from './beside-graph.ts';

export function FileFailure({ error, again }: { readonly error: unknown; readonly again?: () => unknown }) {
  const t = useTexts(kitTexts);
  const { language } = useLanguage();
  if (!(error instanceof RefusedFile)) return <Failure error={error} {...(again ? { again } : {})} />;
  const { problem } = error;
  return (
    <Notice
      type="warning"
      title={problemText(problem, language)}
      data-refusal={problem.code}
      action={
        again ? (
          <Button size="small" onClick={() => void again()}>
            {t.again}
          </Button>
        ) : null
      }
    />
  );
}
