/** Notices of the organization, for tests of the services that ask it for them. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import type { Platform } from '../service.ts';
import { elsewhere } from './subgraph.ts';

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
  readonly ask: Platform['ask'];
  /** Puts a notice up on a day, for fifteen; or puts another one in its place. */
  put(id: string, about: About, on: string, change?: Partial<NoticeAnswer>): void;
}

export function createNoticeBoard(): NoticeBoard {
  const notices = new Map<string, NoticeAnswer>();
  return {
    ask: async <Data>(document: string, variables: Readonly<Record<string, unknown>>) =>
      document.includes('notice(id: $id)')
        ? ({ notice: notices.get(String(variables.id)) ?? null } as Data)
        : await elsewhere<Data>(document, variables),
    put: (id, about, on, change = {}) => {
      const said = {
        publishedAt: `${on}T09:00:00.000+08:00`,
        lastDay: addDays(on as LocalDate, 15),
        closesAt: `${addDays(on as LocalDate, 16)}T00:00:00.000+08:00`,
      };
      notices.set(id, {
        id,
        ...about,
        ...said,
        state: 'PUBLISHED',
        needsCorrection: false,
        correctedBy: null,
        ...change,
      });
    },
  };
}
