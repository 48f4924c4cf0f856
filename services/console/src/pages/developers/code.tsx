/** A text to be copied: a query, a command. */
import { Typography } from 'antd';

export function Code({ of: text, label }: { readonly of: string; readonly label: string }) {
  return (
    <section className="code" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled by keys too */}
      <pre tabIndex={0}>{text.trim()}</pre>
      <Typography.Text copyable={{ text: text.trim() }} />
    </section>
  );
}
