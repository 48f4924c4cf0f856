/** A bank statement: it becomes visible whole, is worked on, and is frozen by the signature of a second person. */
import type { StateMachine } from '@hh/kernel/state-machine.ts';

export type StatementState = 'IMPORTING' | 'IMPORTED' | 'SIGNED';

/** Whoever imported a statement does not sign it; nor does who matched a line of it, which the signing itself asks. */
export const statementStates = {
  finishImport: { from: ['IMPORTING'], to: 'IMPORTED', may: 'system' },
  signBankStatement: { from: ['IMPORTED'], to: 'SIGNED', may: 'bank-statements:sign', notBy: ['importedBy'] },
  reopenBankStatement: {
    from: ['SIGNED'],
    to: 'IMPORTED',
    may: 'bank-statements:reopen',
    notBy: ['signedBy'],
    requires: ['reason'],
  },
} as const satisfies StateMachine<string, StatementState>;
