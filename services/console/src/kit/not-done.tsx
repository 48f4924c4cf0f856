/** Why a command was not done: refused in the graph's own words, or failed on the way. Nothing where it was done. */
import { useTexts } from '../language/text.ts';
import { Failure } from './failure.tsx';
import { Notice } from './notice.tsx';
import { kitTexts } from './texts.ts';
import { isAboutWhatIsShown, type Tried } from './use-command.ts';

export function NotDone({ of: { refusal, failure }, again }: { readonly of: Tried; readonly again?: () => unknown }) {
  const t = useTexts(kitTexts);
  return (
    <>
      {refusal && (
        <Notice
          type="warning"
          title={refusal.message}
          description={isAboutWhatIsShown(refusal) && t.shownAnew}
          data-refusal={refusal.refusal}
        />
      )}
      {failure ? <Failure error={failure} {...(again ? { again } : {})} /> : null}
    </>
  );
}
