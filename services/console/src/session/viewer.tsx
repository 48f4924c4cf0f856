/** Who looks at the pages: their name, what they may do where, and the business date. Nobody has signed in: no person. */
import { useQuery } from '@apollo/client/react';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { Failure } from '../kit/failure.tsx';
import { Waiting } from '../kit/waiting.tsx';
import type { Role } from './roles.ts';
import { ViewerDocument } from './viewer.generated.ts';

export interface Viewer {
  readonly isSignedIn: boolean;
  /** Null for nobody, and for who stands in no register here. */
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly grants: readonly { readonly role: Role; readonly scope: string }[];
  /** Today by the server's business clock, such as "2025-11-24". */
  readonly today: string;
}

const ViewerContext = createContext<Viewer>({ isSignedIn: false, person: null, grants: [], today: '' });

export function useViewer(): Viewer {
  return useContext(ViewerContext);
}

/** Whether it is the viewer who made something, which somebody else then checks. */
export function isOwn({ person }: Viewer, maker: { readonly id: string } | null): boolean {
  return person !== null && maker?.id === person.id;
}

/** Where the viewer has one of these roles: codes of places and enterprises, each once. */
export function scopesOf({ grants }: Viewer, ...roles: readonly Role[]): readonly string[] {
  return [...new Set(grants.filter(({ role }) => roles.includes(role)).map(({ scope }) => scope))];
}

export function ViewerProvider({ children }: { readonly children: ReactNode }) {
  const { data, error, refetch } = useQuery(ViewerDocument, { fetchPolicy: 'no-cache' });
  const viewer = useMemo<Viewer | null>(
    () =>
      data
        ? {
            isSignedIn: data.myGrants !== null,
            person: data.me?.person ?? null,
            grants: (data.myGrants ?? []) as Viewer['grants'],
            today: data.today,
          }
        : null,
    [data],
  );
  if (error && !viewer) return <Failure error={error} again={() => refetch()} />;
  if (!viewer) return <Waiting />;
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}
