/**
 * An XML document as a tree of elements, without their prefixes. A document with a type declaration is refused, so there
 * is no entity to expand and nothing to fetch; what the parser only warns of is refused as well.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { Parser } from 'saxen';

export interface XmlElement {
  readonly name: string;
  /** The namespace that it declares; null where it declares none without a prefix of its own. */
  readonly namespace: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** All text directly in it. */
  text: string;
}

const DEPTH_MAX = 60;

export function xmlTree(text: string): XmlElement | Refusal {
  const parser = new Parser();
  const roots: XmlElement[] = [];
  const open: XmlElement[] = [];
  let why: string | null = null;
  const fail = (reason: string) => {
    why ??= reason;
    parser.stop();
  };
  parser.on('openTag', (name, attributesOf) => {
    const attributes = attributesOf();
    const [prefix, local] = name.includes(':') ? (name.split(':') as [string, string]) : ['', name];
    const declared = attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix}`];
    const element: XmlElement = { name: local, namespace: declared ?? null, attributes, children: [], text: '' };
    (open.at(-1)?.children ?? roots).push(element);
    open.push(element);
    if (open.length > DEPTH_MAX) fail('XML: too deep');
  });
  parser.on('closeTag', () => open.pop());
  parser.on('text', (value, decode) => {
    const element = open.at(-1);
    if (element) element.text += decode(withLargeCharacters(value));
  });
  parser.on('cdata', (value) => {
    const element = open.at(-1);
    if (element) element.text += value;
  });
  parser.on('attention', () => fail('XML: DOCTYPE'));
  parser.on('error', (error) => fail(`XML: ${error.message}`));
  parser.on('warn', (warning) => fail(`XML: ${warning.message}`));
  parser.parse(text.replace(/^\uFEFF/, ''));
  const [root, ...more] = roots;
  if (why === null && (root === undefined || more.length > 0 || open.length > 0)) why = 'XML';
  return why === null && root ? root : refuse('FILE_UNREADABLE', { why: why ?? 'XML' });
}

/** The parser's own decoding cuts a reference beyond 16 bits, as that of 𠮷, to another character. */
function withLargeCharacters(text: string): string {
  return text.replaceAll(/&#(?:x([\da-f]+)|(\d+));/gi, (reference, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : reference;
  });
}

/** The element that this path of names leads to, first of each; undefined where there is none. */
export function at(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (found, name) => found?.children.find((child) => child.name === name),
    element,
  );
}

export function all(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text at the end of a path, trimmed; empty where there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  return at(element, ...path)?.text.trim() ?? '';
}

/** `path=text` of every element that has text, in order. */
export function leavesOf(element: XmlElement, path = ''): readonly string[] {
  const own = element.text.trim();
  return [
    ...(own === '' ? [] : [`${path}=${own}`]),
    ...element.children.flatMap((child) => leavesOf(child, path === '' ? child.name : `${path}/${child.name}`)),
  ];
}
