/** Functions made of text. Names come from documents of strangers: each is quoted, and some have no text at all. */

/** As a literal of JavaScript: a name or a word, which have no line separators. */
export const quoted = (text: string): string => JSON.stringify(text);

/** Names that every object inherits are read and written with care only: who meets one is interpreted. */
export const isOrdinary = (name: string): boolean => !(name in Object.prototype);

/** What the text needs from outside comes by name. */
export function made<Made>(text: string, needs: Readonly<Record<string, unknown>>): Made {
  return new Function(...Object.keys(needs), `"use strict";\n${text}`)(...Object.values(needs)) as Made;
}
