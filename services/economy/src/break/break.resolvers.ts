import { type Fen, parseMoney } from '@hh/kernel/money.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { canAt, countyOf } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { languageOf, load, type RequestContext, type Told } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { AskGraph, Resolvers } from '@hh/service/service.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import { type SettlementKey, type Settlements, settlementId } from '../allocation/settlement.ts';
import type { BankLine } from '../bank-statement/bank-line.store.ts';
import { kindOf } from '../bank-statement/line-kind.ts';
import type { EnterpriseStore } from '../enterprise/enterprise.store.ts';
import { assignBreak, type BreakFileParts, commentOnBreak, removeBreakFile } from './break.commands.ts';
import { ageClassOf, ageOf, type Break, breakOfLine, breaksOf, nextSteps } from './break.ts';
import { pathOf } from './break-file.routes.ts';
import type { BreakFile } from './break-file.store.ts';
import { advanceOf, type BreakFilter, breakById, breaksPage, cursorOf } from './find-breaks.ts';

const officeName = { zh: '结算中心', en: 'Settlement office' };
const ownersBankName = { zh: '业主账户经办', en: "Keeper of the owners' account" };

export function createBreakResolvers(
  parts: BreakFileParts & {
    readonly ask: AskGraph;
    readonly agreements: AgreementStore;
    readonly enterprises: EnterpriseStore;
    readonly settlements: Settlements;
  },
): Resolvers {
  const { breaks, breakFiles, clock, lines, agreements, enterprises, settlements } = parts;
  const operatorOf = ({ county, operator }: Break, context: RequestContext) =>
    load(context, enterprises.byKeys, `${county} ${operator}`);
  const caseOf = (id: string, context: RequestContext) => load(context, breaks.byIds, id);

  return {
    Query: {
      breaks: async (_: unknown, args: PageArguments & { filter?: BreakFilter | null }, context: RequestContext) => {
        const county = countyOf(context.actor);
        if (!county || !canAt(context.actor, 'bank-accounts:read', county)) return null;
        const page = pageOf(args);
        const { rows, count } = await breaksPage(parts, county, args.filter ?? {}, page);
        return connectionOf(page, rows, cursorOf, count);
      },
    },
    Break: {
      ageDays: (each: Break) => ageOf(each, clock.today()),
      age: (each: Break) => ageClassOf(ageOf(each, clock.today())),
      owner: async (each: Break, _: unknown, context: RequestContext) => {
        const { ownerKind, operator } = each;
        if (ownerKind !== 'OPERATOR')
          return {
            kind: ownerKind,
            name: (ownerKind === 'OWNERS_BANK' ? ownersBankName : officeName)[context.language],
          };
        return { kind: ownerKind, name: (await operatorOf(each, context))?.name ?? operator };
      },
      next: ({ code }: Break, args: Told, context: RequestContext) => nextSteps[code][languageOf(args, context)],
      agreement: ({ agreementId }: Break, _: unknown, context: RequestContext) =>
        agreementId && load(context, agreements.byIds, agreementId),
      operator: (each: Break, _: unknown, context: RequestContext) => each.operator && operatorOf(each, context),
      compound: ({ compound }: Break) => compound && { __typename: 'Compound', code: compound },
      bankLine: ({ bankLine }: Break, _: unknown, context: RequestContext) =>
        bankLine && load(context, lines.byIds, bankLine),
      assignee: async ({ id }: Break, _: unknown, context: RequestContext) => {
        const assignee = (await caseOf(id, context))?.assignee;
        return assignee && { __typename: 'Person', id: assignee };
      },
      assignments: async ({ id }: Break, _: unknown, context: RequestContext) =>
        (await caseOf(id, context))?.assignments ?? 0,
      comments: async ({ id }: Break, _: unknown, context: RequestContext) =>
        (await caseOf(id, context))?.comments ?? [],
      files: async ({ county, id }: Break, _: unknown, context: RequestContext) =>
        (await load(context, breakFiles.ofBreaks, `${county} ${id}`)) ?? [],
    },
    PartnerEnterprise: {
      advance: async ({ uscc }: { uscc: string }, _: unknown, { actor }: RequestContext) => {
        const counties = (await enterprises.countiesOf(uscc)).filter((county) =>
          canAt(actor, 'allocations:read', uscc, county),
        );
        if (counties.length === 0) return null;
        const advances = await Promise.all(counties.map((county) => advanceOf(parts, county, uscc)));
        return advances.reduce((sum, each) => sum + each, 0n);
      },
    },
    BankLine: {
      break: (line: BankLine) => (line.open === 0n ? null : breakOfLine({ ...line, kind: kindOf(line) })),
    },
    BreakFile: {
      attachedBy: ({ attachedBy }: BreakFile) => ({ __typename: 'Person', id: attachedBy }),
      path: (file: BreakFile) => pathOf(file),
    },
    BreakComment: { by: ({ by }: { by: string }) => ({ __typename: 'Person', id: by }) },
    Settlement: {
      breaks: async (key: SettlementKey & { credited?: string | null }, _: unknown, context: RequestContext) => {
        const sides = await load(context, settlements, settlementId(key));
        if (!sides || key.credited == null) return null;
        const credited: Fen = must(parseMoney(key.credited));
        return breaksOf({ ...key, ...sides, credited }, clock.today());
      },
    },
    Mutation: {
      assignBreak: async (
        _: unknown,
        { input }: { input: Parameters<typeof assignBreak>[2] },
        { actor }: RequestContext,
      ) => {
        const assigned = actor && (await assignBreak(parts, actor, input));
        return isRefusal(assigned) ? refused(assigned) : assigned && { __typename: 'BreakAssigned', break: assigned };
      },
      commentOnBreak: async (
        _: unknown,
        { input }: { input: Parameters<typeof commentOnBreak>[2] },
        { actor }: RequestContext,
      ) => {
        const said = actor && (await commentOnBreak(parts, actor, input));
        return isRefusal(said) ? refused(said) : said && { __typename: 'BreakCommented', break: said };
      },
      removeBreakFile: async (
        _: unknown,
        { input }: { input: Parameters<typeof removeBreakFile>[2] },
        { actor }: RequestContext,
      ) => {
        const removed = actor && (await removeBreakFile(parts, actor, input));
        if (!removed || isRefusal(removed)) return removed && refused(removed);
        const there = await breakById(parts, removed.break.slice(0, 6), removed.break);
        return { __typename: 'BreakFileRemoved', ...removed, break: there };
      },
    },
  };
}
