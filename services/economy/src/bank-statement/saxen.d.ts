/** What is used of saxen, which has no types of its own. */
declare module 'saxen' {
  type Attributes = () => Record<string, string>;
  type Decode = (text: string) => string;
  export class Parser {
    on(event: 'openTag', listen: (name: string, attributes: Attributes, decode: Decode) => void): this;
    on(event: 'closeTag', listen: (name: string) => void): this;
    on(event: 'text', listen: (text: string, decode: Decode) => void): this;
    on(event: 'cdata' | 'attention', listen: (text: string) => void): this;
    on(event: 'error' | 'warn', listen: (error: Error) => void): this;
    parse(text: string): this;
    stop(): void;
  }
}
