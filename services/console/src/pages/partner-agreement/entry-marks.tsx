import { Flex, Tag } from 'antd';
import { many, textsOf, useTexts } from '../../language/text.ts';
import type { PartnerEntryFragment } from './entries.generated.ts';

const texts = textsOf({
  late: (month: string) => [`跨期，属 ${month}`, `Late, of ${month}`],
  disputed: ['财务有疑问', 'In dispute'],
  reverses: (ref: string) => [`冲销 ${ref}`, `Takes back ${ref}`],
  reversedBy: (ref: string) => [`已被 ${ref} 冲销`, `Taken back by ${ref}`],
  evidence: (count: number) => [`证明 ${count} 份`, many(count, 'document')],
});

/** What is to be known of an entry beside what it says. */
export function EntryMarks({ of }: { readonly of: PartnerEntryFragment }) {
  const t = useTexts(texts);
  const marks = [
    of.isDisputed && t.disputed,
    of.late && t.late(of.belongsTo),
    of.reverses && t.reverses(of.reverses.externalRef),
    of.reversedBy && t.reversedBy(of.reversedBy.externalRef),
    of.evidence.length > 0 && t.evidence(of.evidence.length),
  ].filter((mark) => typeof mark === 'string');
  return (
    <Flex wrap gap={4}>
      {marks.map((mark) => (
        <Tag key={mark}>{mark}</Tag>
      ))}
    </Flex>
  );
}
