/** What went wrong where nobody said no: the network, a limit, a defect. Refusals are shown by `Refusal`. */
import { CombinedGraphQLErrors, ServerError } from '@apollo/client';
import { type Language, useLanguage, useTexts } from '../language/text.ts';
import { Notice } from './notice.tsx';
import './plain-button.css';
import { kitTexts } from './texts.ts';

export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => unknown }) {
  const t = useTexts(kitTexts);
  const { language } = useLanguage();
  const { message, code, requestId } = told(error);
  const action = again ? (
    <button type="button" className="plain-button small" onClick={() => void again()}>
      {t.again}
    </button>
  ) : null;
  const title = code === 'UNAUTHENTICATED' ? t.signInAgain : message === null ? t.unanswered : inOne(message, language);
  return (
    <Notice type="error" title={title} description={requestId ? t.requestId(requestId) : undefined} action={action} />
  );
}

/** The graph says a failure in both languages, "Not found 未找到", since it may not know who asks. */
function inOne(message: string, language: Language): string {
  const both = /^(?<en>[^\u3400-\u9fff]*\w) (?<zh>[\u3400-\u9fff][^A-Za-z]*)$/u.exec(message)?.groups;
  return both?.[language] ?? message;
}

/** The message is null where the server could not be asked at all. */
function told(error: unknown): { message: string | null; code: string | null; requestId: string | null } {
  if (CombinedGraphQLErrors.is(error)) {
    const [first] = error.errors;
    const { code, requestId } = (first?.extensions ?? {}) as { code?: string; requestId?: string };
    return { message: first?.message ?? null, code: code ?? null, requestId: requestId ?? null };
  }
  if (ServerError.is(error)) return toldByBody(error.bodyText);
  if (error instanceof TypeError) return { message: null, code: null, requestId: null };
  return { message: error instanceof Error ? error.message : String(error), code: null, requestId: null };
}

function toldByBody(text: string) {
  const nothing = { message: null, code: null, requestId: null };
  try {
    const { errors } = JSON.parse(text) as { errors?: [{ message: string; extensions?: Record<string, string> }] };
    const first = errors?.[0];
    if (!first) return nothing;
    return {
      message: first.message,
      code: first.extensions?.code ?? null,
      requestId: first.extensions?.requestId ?? null,
    };
  } catch {
    return nothing; // a proxy's page and no answer of ours
  }
}
