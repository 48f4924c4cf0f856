/** The month of the owners' book, which is sealed before it is published: proposed by one person, sealed by another. */
import { Card, Flex } from 'antd';
import { CommandButton } from '../../kit/command-button.tsx';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import {
  ProposeOwnersMonthDocument,
  type PublicationsOfMonthQuery,
  SealOwnersMonthDocument,
} from './publications.generated.ts';

const texts = textsOf({
  title: ['1. 业主账簿封账', '1. Seal the month of the owners’ book'],
  sealed: ['已封账', 'Sealed'],
  proposed: ['已提请封账，等待另一人封账', 'Proposed; another person seals it'],
  own: ['由您提请，须由另一人封账', 'You proposed it: another person seals it'],
  open: ['未封账：由制单人提请，复核人封账。', 'Open: a maker proposes the sealing, a checker seals.'],
  propose: ['提请封账', 'Propose the sealing'],
  proposing: ['已提请封账', 'Proposed'],
  seal: ['封账', 'Seal it'],
  sealing: [
    '封账后这个月不再记账，更正只能记入以后的月份。',
    'Nothing more is booked in this month; corrections go into later ones.',
  ],
});

type Month = NonNullable<PublicationsOfMonthQuery['ownersBook']>['period'];

export function Sealing({ month: { period, state, proposedBy, proposedAt, sealedAt } }: { readonly month: Month }) {
  const t = useTexts(texts);
  const viewer = useViewer();
  const variables = { input: { period } };
  const isByViewer = isOwn(viewer, proposedBy === null ? null : { id: proposedBy });
  const standing =
    state === 'SEALED' ? (
      <Status look="done">{t.sealed}</Status>
    ) : proposedBy ? (
      <Status look="waiting">{isByViewer ? t.own : t.proposed}</Status>
    ) : (
      <Status look="waiting">{t.open}</Status>
    );
  return (
    <Card size="small" title={t.title}>
      <Flex wrap gap={16} align="center">
        {standing}
        {(sealedAt ?? proposedAt) && <When at={sealedAt ?? proposedAt} />}
        {state === 'OPEN' && !proposedBy && hasRole(viewer.grants, 'FINANCE_MAKER') && (
          <CommandButton type="primary" document={ProposeOwnersMonthDocument} variables={variables} done={t.proposing}>
            {t.propose}
          </CommandButton>
        )}
        {state === 'OPEN' && proposedBy && !isByViewer && hasRole(viewer.grants, 'FINANCE_CHECKER') && (
          <CommandButton
            type="primary"
            document={SealOwnersMonthDocument}
            variables={variables}
            confirm={t.sealing}
            done={t.sealed}
          >
            {t.seal}
          </CommandButton>
        )}
      </Flex>
    </Card>
  );
}
