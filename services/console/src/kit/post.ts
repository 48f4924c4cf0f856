/** A post: a role, and where somebody is in it. Which of one's own is looked at stands in the address. */
import { hasRole, type Role } from '../session/roles.ts';
import { useViewer } from '../session/viewer.tsx';
import { useChoice } from './list-page.ts';

export interface Post<Of extends Role = Role> {
  readonly role: Of;
  readonly scope: string;
}

export const keyOf = ({ role, scope }: Post) => `${role} ${scope}`;

/** The viewer's posts in these roles, and the one that is looked at: the first, until another is chosen. */
export function usePosts<Of extends Role>(roles: readonly Of[]) {
  const { grants } = useViewer();
  const posts = grants.filter((grant): grant is Post<Of> => hasRole([grant], ...roles));
  const [at, choose] = useChoice('at', posts.map(keyOf));
  return { posts, post: posts.find((each) => keyOf(each) === at) ?? (posts[0] as Post<Of>), choose };
}

/** On which of the four tiers a place is: their codes have 6, 9, 12 and 14 digits. */
export function tierOf(code: string) {
  const { length } = code;
  return {
    code,
    isCounty: length === 6,
    isStreet: length === 9,
    isCommunity: length === 12,
    isCompound: length === 14,
  };
}
