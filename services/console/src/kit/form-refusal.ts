/** A refusal about a field of a form stands at that field; any other is for above the buttons. */
import type { FormInstance } from 'antd';
import { useEffect } from 'react';
import type { RefusalFragment } from './refused.generated.ts';

/** Answers the refusal where the form has no such field. */
export function useRefusalInForm(form: FormInstance, refusal: RefusalFragment | null): RefusalFragment | null {
  const path = refusal?.field ? pathOf(refusal.field) : null;
  const isThere =
    path !== null &&
    form.getFieldsError().some(({ name }) => name.length === path.length && name.join() === path.join());
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    if (!refusal || !path || !isThere) return;
    form.setFields([{ name: path, errors: [refusal.message] }]);
    form.scrollToField(path, { focus: true });
  }, [refusal]);
  return isThere ? null : refusal;
}

/** `terms.0.rateBp` as antd names it. */
function pathOf(field: string): (string | number)[] {
  return field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
