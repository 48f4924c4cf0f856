/** A period (期间) is a calendar month in Asia/Shanghai, written `2026-11`; a date is written `2026-11-24`. */
import { type Refusal, refuse, shown } from './refusal.ts';

export type Period = string & { readonly __kind: 'Period' };
export type LocalDate = string & { readonly __kind: 'LocalDate' };

const SHANGHAI_OFFSET_MS = 8 * 3_600_000; // no daylight saving time since 1991

/** `YYYY-MM` from 1900 on. */
export function parsePeriod(value: unknown): Period | Refusal {
  if (typeof value === 'string' && /^(19|[2-9]\d)\d{2}-(0[1-9]|1[0-2])$/.test(value)) return value as Period;
  return refuse('PERIOD_MALFORMED', { value: shown(value) });
}

/** `YYYY-MM-DD` only, and only days that exist. Files are more tolerant: see `parseFileDate`. */
export function parseDate(value: unknown): LocalDate | Refusal {
  const match = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  const date = match && dateFrom(Number(match[1]), Number(match[2]), Number(match[3]));
  return date ?? refuse('DATE_MALFORMED', { value: shown(value) });
}

/** `YYYY-MM-DD`, `YYYY/M/D` or `YYYYMMDD`, as spreadsheets write them. */
export function parseFileDate(value: string): LocalDate | Refusal {
  const match = /^(\d{4})-(\d{2})-(\d{2})$|^(\d{4})\/(\d{1,2})\/(\d{1,2})$|^(\d{4})(\d{2})(\d{2})$/.exec(value);
  const [year, month, day] = match
    ? match
        .slice(1)
        .filter((part) => part !== undefined)
        .map(Number)
    : [];
  return dateFrom(year ?? 0, month ?? 0, day ?? 0) ?? refuse('DATE_MALFORMED', { value: shown(value) });
}

function dateFrom(year: number, month: number, day: number): LocalDate | null {
  const exists = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? (`${year}-${pad(month)}-${pad(day)}` as LocalDate) : null;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}

export function periodOf(date: LocalDate): Period {
  return date.slice(0, 7) as Period;
}

export function firstDay(period: Period): LocalDate {
  return `${period}-01` as LocalDate;
}

export function lastDay(period: Period): LocalDate {
  return `${period}-${pad(daysIn(Number(period.slice(0, 4)), Number(period.slice(5))))}` as LocalDate;
}

export function nextPeriod(period: Period): Period {
  return addPeriods(period, 1);
}

export function previousPeriod(period: Period): Period {
  return addPeriods(period, -1);
}

export function addPeriods(period: Period, count: number): Period {
  const months = monthsOf(period) + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${pad((months % 12) + 1)}` as Period;
}

function monthsOf(period: Period): number {
  return Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1;
}

/** Every period from the first to the last, both included; none when the last lies before the first. */
export function periodsBetween(first: Period, last: Period): Period[] {
  const count = Math.max(0, monthsOf(last) - monthsOf(first) + 1);
  return Array.from({ length: count }, (_, index) => addPeriods(first, index));
}

/** The business date in Asia/Shanghai of an instant. */
export function dateOf(instant: Date): LocalDate {
  return shanghai(instant).slice(0, 10) as LocalDate;
}

/** An instant as the graph writes it: `2026-01-05T09:00:00.000+08:00`. */
export function formatInstant(instant: Date): string {
  return shanghai(instant).replace('Z', '+08:00');
}

function shanghai(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString();
}

/** Midnight in Asia/Shanghai at the start of a date. */
export function startOf(date: LocalDate): Date {
  return new Date(`${date}T00:00:00+08:00`);
}

/** Whole days from one date to another; below zero where the other lies before it. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

export function addDays(date: LocalDate, count: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10) as LocalDate;
}
