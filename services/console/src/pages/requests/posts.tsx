/** Which of one's posts is looked at, where there are several. */
import { Select } from 'antd';
import { requestPosts } from '../../kit/request-words.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { keyOf, type Post } from './post.ts';
import type { RequestsAtQuery } from './requests.generated.ts';

const texts = textsOf({ where: ['岗位', 'Post'] });

interface PostsProps {
  readonly of: readonly Post[];
  readonly chosen: Post;
  readonly data: RequestsAtQuery | undefined;
  choose(key: string): void;
}

export default function Posts({ of: posts, chosen, data, choose }: PostsProps) {
  const t = useTexts(texts);
  const names = useTexts(requestPosts);
  const placeOf = ({ scope }: Post) => data?.me?.grants.find((grant) => grant.scope === scope)?.place?.name ?? scope;
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
