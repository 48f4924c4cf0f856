/** A post that requests are given to, and where somebody is in it. */
import type { RequestPost } from '../../graph/types.ts';

export interface Post {
  readonly role: RequestPost;
  readonly scope: string;
}

export const keyOf = ({ role, scope }: Post) => `${role} ${scope}`;
