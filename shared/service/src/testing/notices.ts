/** Notices of the organization, for tests of the services that ask it for them. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import type { AskGraph } from '../service.ts';

interface About {
  readonly kind: string;
  readonly place: string;
  readonly subjectType: string;
  readonly subjectId: string;
}

/** As the graph answers it. */
interface NoticeAnswer extends About {
  readonly id: string;
  readonly state: string;
  readonly publishedAt: string;
  readonly lastDay: string;
  readonly closesAt: string;
  readonly needsCorrection: boolean;
  readonly correctedBy: { readonly id: string } | null;
}

export interface NoticeBoard {
  /** By id, for `elsewhereIs({ notice })`. */
  readonly notices: Readonly<Record<string, NoticeAnswer>>;
  /** Puts a notice up on a day, for fifteen; or puts another one in its place. */
  put(id: string, about: About, on: string, change?: Partial<NoticeAnswer>): void;
  /** Answers that a notice is to be closed, as organization does: not while an objection is open or a correction is due. */
  closing(ask: AskGraph): AskGraph;
}

export function createNoticeBoard(): NoticeBoard {
  const notices: Record<string, NoticeAnswer> = {};
  return {
    notices,
    put: (id, about, on, change = {}) => {
      const said = {
        publishedAt: `${on}T09:00:00.000+08:00`,
        lastDay: addDays(on as LocalDate, 15),
        closesAt: `${addDays(on as LocalDate, 16)}T00:00:00.000+08:00`,
      };
      notices[id] = { id, ...about, ...said, state: 'PUBLISHED', needsCorrection: false, correctedBy: null, ...change };
    },
    closing: (ask) => async (document, variables) => {
      const notice = document.includes('closeNotice') ? notices[String(variables.id)] : undefined;
      if (notice?.state === 'PUBLISHED' && !notice.needsCorrection) notices[notice.id] = { ...notice, state: 'CLOSED' };
      return await ask(document, variables);
    },
  };
}
