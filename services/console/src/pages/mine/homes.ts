/** The compounds somebody lives or owns in, and the one that is looked at; the community that it, or their work, lies in. */
import { useChoice } from '../../kit/list-page.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';

export function useHomes() {
  const viewer = useViewer();
  const homes = scopesOf(viewer, 'OWNER', 'RESIDENT').filter((scope) => scope.length === 14);
  const [chosen, choose] = useChoice('home', homes);
  const home = chosen ?? homes[0] ?? null;
  const [work = null] = scopesOf(viewer, 'VOLUNTEER');
  return { homes, home, choose, community: (home ?? work)?.slice(0, 12) ?? null };
}
