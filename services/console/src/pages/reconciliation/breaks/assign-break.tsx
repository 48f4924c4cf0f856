/** Who works on a break: chosen from those who may, by name and role, or oneself at once. */
import { useQuery } from '@apollo/client/react';
import { Button, Flex, Select } from 'antd';
import { NotDone } from '../../../kit/not-done.tsx';
import { useCommand } from '../../../kit/use-command.ts';
import { say, textsOf, useLanguage, useTexts } from '../../../language/text.ts';
import { type Role, roleNames } from '../../../session/roles.ts';
import { scopesOf, useViewer } from '../../../session/viewer.tsx';
import { AssignBreakDocument, BreakAssigneesDocument } from './breaks.generated.ts';
import type { Break } from './breaks.tsx';

const texts = textsOf({
  assignee: ['经办人', 'Assigned to'],
  nobody: ['选择经办人', 'Choose somebody'],
  take: ['由我处理', 'I work on it'],
  release: ['取消指派', 'Assign to nobody'],
});

export function AssignBreak({ of: { id, assignee, assignments } }: { readonly of: Break }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const viewer = useViewer();
  const [county = ''] = scopesOf(viewer, 'FINANCE_MAKER', 'FINANCE_CHECKER');
  const { data, error, loading } = useQuery(BreakAssigneesDocument, { variables: { county } });
  const command = useCommand(AssignBreakDocument);
  const assign = (to: string | null) => command.run({ input: { break: id, assignee: to, assignments } });
  const options = (data?.county?.breakAssignees?.edges ?? []).flatMap(({ node: { person, roles } }) =>
    person
      ? {
          value: person.id,
          label: [person.name, ...roles.map((role) => say(roleNames[role as Role], language))].join(' · '),
        }
      : [],
  );
  // Whoever has it may have lost the right to.
  const isListed = !assignee || options.some(({ value }) => value === assignee.id);
  return (
    <>
      <Flex wrap gap={8}>
        <Select
          aria-label={t.assignee}
          size="small"
          style={{ width: 220 }}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.nobody}
          loading={loading || command.isRunning}
          value={assignee?.id ?? null}
          options={isListed ? options : [{ value: assignee.id, label: assignee.name }, ...options]}
          onChange={(to: string) => assign(to)}
        />
        {assignee?.id !== viewer.person?.id && (
          <Button size="small" loading={command.isRunning} onClick={() => assign(viewer.person?.id ?? null)}>
            {t.take}
          </Button>
        )}
        {assignee && (
          <Button size="small" loading={command.isRunning} onClick={() => assign(null)}>
            {t.release}
          </Button>
        )}
      </Flex>
      <NotDone of={{ ...command, failure: command.failure ?? error }} />
    </>
  );
}
