/** A last day, and how many days are left until then as the server counts them. */
import { many, textsOf, useTexts } from '../language/text.ts';
import { Status } from './status.tsx';
import { When } from './when.tsx';

const texts = textsOf({
  left: (days: number) =>
    days < 0 ? [`逾期 ${-days} 天`, `${many(-days, 'day')} late`] : [`剩 ${days} 天`, `${many(days, 'day')} left`],
});

interface DaysLeftProps {
  readonly until: string;
  /** Null where nothing is awaited any more. */
  readonly left: number | null;
}

export function DaysLeft({ until, left }: DaysLeftProps) {
  const t = useTexts(texts);
  return (
    <>
      <When at={until} />
      {left !== null && (
        <>
          {' '}
          <Status look={left < 0 ? 'blocked' : 'waiting'}>{t.left(left)}</Status>
        </>
      )}
    </>
  );
}
