/** Why the stores can't start, said to a person in two languages; the start prints the message and no stack. */
export class StartError extends Error {
  override readonly name = 'StartError';

  constructor(english: string, chinese: string, details: readonly string[] = []) {
    super([english, chinese, ...details.map((line) => `  ${line}`)].join('\n'));
  }
}
