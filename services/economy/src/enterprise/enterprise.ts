/** A partner enterprise, and the machines that may post for it. */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { parseUscc } from '@hh/kernel/uscc.ts';

export type EnterpriseKind = 'STATE' | 'PRIVATE' | 'SOCIAL' | 'SELF_EMPLOYED';

export interface Enterprise {
  readonly uscc: string;
  readonly name: string;
  readonly kind: EnterpriseKind;
  readonly trade: string;
}

const NAME_MAX = 100;
const TRADE_MAX = 60;

export function parseEnterprise(enterprise: Enterprise): Enterprise | Refusal {
  const uscc = parseUscc(enterprise.uscc);
  if (typeof uscc !== 'string') return uscc.at('uscc');
  const name = parseText(enterprise.name, 'name', NAME_MAX);
  if (typeof name !== 'string') return name;
  const trade = parseText(enterprise.trade, 'trade', TRADE_MAX);
  return typeof trade === 'string' ? { uscc, name, kind: enterprise.kind, trade } : trade;
}

export function parseText(value: string, field: string, max: number): string | Refusal {
  const text = value.trim().normalize('NFC');
  if (text === '') return refuse('VALUE_MISSING', { field });
  return [...text].length > max ? refuse('VALUE_TOO_LONG', { field, max }) : text;
}
