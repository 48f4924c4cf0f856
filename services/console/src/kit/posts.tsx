/** Which of one's posts is looked at, where there are several. */
import { Select } from 'antd';
import { textsOf, useTexts } from '../language/text.ts';
import { roleNames } from '../session/roles.ts';
import { keyOf, type Post } from './post.ts';
import type { MyPlacesFragment } from './posts.generated.ts';

const texts = textsOf({ where: ['岗位', 'Post'] });

interface PostsProps {
  readonly of: readonly Post[];
  readonly chosen: Post;
  /** What the places are called; until it is there they have their codes. */
  readonly places: MyPlacesFragment | null | undefined;
  choose(key: string): void;
}

export default function Posts({ of: posts, chosen, places, choose }: PostsProps) {
  const t = useTexts(texts);
  const names = useTexts(roleNames);
  const placeOf = ({ scope }: Post) => places?.grants.find((grant) => grant.scope === scope)?.place?.name ?? scope;
  return (
    <Select
      aria-label={t.where}
      style={{ minWidth: 220 }}
      value={keyOf(chosen)}
      options={posts.map((post) => ({ value: keyOf(post), label: `${names[post.role]} · ${placeOf(post)}` }))}
      onChange={choose}
    />
  );
}
