/** What a page says, in both languages beside each other, so that none is forgotten: Chinese first. */
import { createContext, useContext, useMemo } from 'react';

export type Language = 'zh' | 'en';
export type Text = readonly [zh: string, en: string];
// biome-ignore lint/suspicious/noExplicitAny: each text with blanks takes arguments of its own
type Texts = Readonly<Record<string, Text | ((...blanks: any[]) => Text)>>;
/** Texts of a page; those with blanks are functions of what fills them. */
export function textsOf<const T extends Texts>(texts: T): T {
  return texts;
}

type Said<T extends Texts> = {
  readonly [K in keyof T]: T[K] extends (...blanks: infer Blanks) => Text ? (...blanks: Blanks) => string : string;
};

const LanguageContext = createContext<{ readonly language: Language; choose(language: Language): void }>({
  language: 'zh',
  choose: () => undefined,
});

export const LanguageProvider = LanguageContext.Provider;

export function useLanguage() {
  return useContext(LanguageContext);
}

export function say([zh, en]: Text, language: Language): string {
  return language === 'zh' ? zh : en;
}

/** How many in English: 1 row, 2 rows. */
export function many(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** The texts of a page in the language of who reads it. */
export function useTexts<const T extends Texts>(texts: T): Said<T> {
  const { language } = useLanguage();
  return useMemo(() => {
    const said = Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === 'function' ? (...blanks: unknown[]) => say(text(...blanks), language) : say(text, language),
    ]);
    return Object.fromEntries(said) as Said<T>;
  }, [texts, language]);
}
