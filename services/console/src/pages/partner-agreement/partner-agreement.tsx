/** One joint venture of an enterprise: post, send a file, look at entries, and at shares and payments. */
import { useParams } from 'react-router';
import { type Part, partNames } from './agreement-frame.tsx';
import { Entries } from './entries.tsx';
import { PostEntry } from './post-entry.tsx';
import { SendEntries } from './send-entries.tsx';
import { Shares } from './shares.tsx';

export default function PartnerAgreement() {
  const { agreement = '', part } = useParams();
  const Shown = shown[partNames.find((name) => name === part) ?? 'post'];
  return <Shown agreement={agreement} />;
}

const shown: Readonly<Record<Part, typeof PostEntry>> = {
  post: PostEntry,
  file: SendEntries,
  entries: Entries,
  shares: Shares,
};
