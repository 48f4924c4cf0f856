/** The language somebody chose is remembered in their browser; until then it is the browser's own, Chinese for others. */
import type { Language } from './text.ts';

const KEY = 'language';

export function chosenLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.startsWith('en') ? 'en' : 'zh';
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = tagOf(language);
}

export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}
