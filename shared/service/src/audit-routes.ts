/**
 * A service's part of the trail as a file, beside the graph and under the rights of its fields: `audit:read` in the county,
 * what was changed and why with `audit:values` alone, names with `people:read`; who has none of the last reads ids.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { formatInstant, type LocalDate, parseDate } from '@hh/kernel/period.ts';
import { isRefusal, type Language, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import express, { type Request, type Response, type Router } from 'express';
import { type GraphQLSchema, parse } from 'graphql';
import { type Actor, canAt, countyOf } from './actor.ts';
import { type AuditFilter, auditLines, type Subject } from './audit-trail.ts';
import { actionInWords, typeInWords } from './audit-words.ts';
import { refuseRequest, refuseWithFailure } from './http-failure.ts';
import { languageOf, setActor } from './http-request.ts';
import { inBatches } from './in-batches.ts';
import { personNames } from './person-names.ts';
import type { Platform, ServiceDefinition } from './service.ts';
import { serviceTerms } from './service-sdl.ts';
import { subgraphSdl } from './subgraph.ts';
import { type Cell, formats, sendTable } from './table-file.ts';

type Definition = Pick<ServiceDefinition, 'name' | 'sdl' | 'registers'>;
type Parts = Pick<Platform, 'connection' | 'ask' | 'identify'>;

const headers = {
  zh: ['时间', '操作', '对象类型', '对象编号', '操作人', '操作人编号', '操作人类型'],
  en: ['When', 'Action', 'Kind of object', 'Object', 'By', "Actor's id", 'Kind of actor'],
} as const;
const headersOfValues = { zh: ['原因', '变更前', '变更后'], en: ['Reason', 'Before', 'After'] } as const;

const statusByCode = new Map([
  ['OUT_OF_SCOPE', 403],
  ['EXPORT_TOO_LARGE', 413],
]);

export function auditRoutes(definition: Definition, parts: Parts): Router {
  const router = express.Router();
  let schema: GraphQLSchema | undefined;
  const words = () => {
    schema ??= buildSubgraphSchema([{ typeDefs: parse(subgraphSdl(definition)) }]);
    return schema;
  };
  for (const format of formats)
    router.get(`/api/audit/${definition.name}/lines.${format}`, async (request, response) => {
      const actor = await parts.identify(request.headers.authorization);
      setActor(response, actor);
      if (!actor) return refuseWithFailure(response.set('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED');
      const asked = askedBy(actor, request);
      const refusal = isRefusal(asked)
        ? asked
        : await sendTable(response, tableOf(definition, parts, { ...asked, actor, words: words() }, response), format);
      if (refusal) refuseWith(response, refusal);
    });
  return router;
}

interface Asked {
  readonly subject: Subject;
  readonly filter: AuditFilter;
}

function askedBy(actor: Actor, { query }: Request): Asked | Refusal {
  const word = (name: string) => (query[name] === undefined ? '' : String(query[name]));
  const county = word('county') || countyOf(actor);
  if (!county || !canAt(actor, 'audit:read', county)) return refuse('OUT_OF_SCOPE', { field: 'county' });
  const [type, id] = [word('type'), word('id')];
  if (id && !type) return refuse('VALUE_MISSING', { field: 'type' });
  const [from, to] = [dayOf('from', query.from), dayOf('to', query.to)];
  if (isRefusal(from)) return from;
  if (isRefusal(to)) return to;
  return { subject: { county, type, id }, filter: { by: word('by'), action: word('action'), from, to } };
}

function dayOf(field: string, value: unknown): LocalDate | Refusal | null {
  const day = value === undefined ? null : parseDate(value);
  return isRefusal(day) ? day.at(field) : day;
}

function tableOf(
  { name }: Definition,
  { connection, ask }: Parts,
  { subject, filter, actor, words }: Asked & { readonly actor: Actor; readonly words: GraphQLSchema },
  response: Response,
) {
  const language: Language = languageOf(response);
  const [seesValues, seesNames] = [
    canAt(actor, 'audit:values', subject.county),
    canAt(actor, 'people:read', subject.county),
  ];
  const known = new Map<string, string>();
  const rows = inBatches(auditLines(connection, subject, filter), async (lines) => {
    const strangers = lines.filter(({ by, byKind }) => seesNames && byKind === 'PERSON' && !known.has(by));
    const named = await personNames(ask, [...new Set(strangers.map(({ by }) => by))]);
    for (const [id, called] of named) known.set(id, called);
    return lines.map(({ at, action, objectType, objectId, by, byKind, reason, before, after }): readonly Cell[] => [
      formatInstant(at),
      actionInWords(words, action)[language],
      typeInWords(words, objectType)[language],
      objectId,
      known.get(by) ?? null,
      by,
      byKind,
      ...(seesValues ? [reason, before, after] : []),
    ]);
  });
  return {
    name: language === 'zh' ? `审计记录 ${serviceTerms[name]}` : `Audit trail ${name}`,
    header: [...headers[language], ...(seesValues ? headersOfValues[language] : [])],
    rows,
  };
}

function refuseWith(response: Response, refusal: Refusal): void {
  const said = { message: refusal.message('zh'), messageEn: refusal.message('en') };
  const field = refusal.field === null ? {} : { field: refusal.field };
  refuseRequest(response, statusByCode.get(refusal.code) ?? 400, { code: refusal.code, ...field, ...said });
}
