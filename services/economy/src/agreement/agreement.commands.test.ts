import { type LocalDate, lastDay } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closePeriod, reopenPeriod } from '../period/period.commands.ts';
import {
  both,
  COMMUNITY,
  COUNTY,
  checker,
  commonPartsVotes,
  compounds,
  createTestCounty,
  draft,
  elsewhere,
  machine,
  maker,
  OPERATOR,
  otherChecker,
  PRIVATE_FIRM,
  period,
  type TestCounty,
  terms,
} from '../testing/county.ts';
import { activateAgreement, activateTerms, amendTerms, createAgreement, endAgreement } from './agreement.commands.ts';

let county: TestCounty;

beforeAll(async () => {
  county = await createTestCounty('2025-06-10T09:00:00+08:00');
});
afterAll(async () => {
  await county.stop();
});

const aDraft = (code: string) => draft(code, terms('2025-01', 1000, [3, 2]));
const end = (code: string, endsOn: string, actor = checker) =>
  endAgreement(county, actor, { agreement: code, endsOn: endsOn as LocalDate, reason: '合作期满' });

describe('drafting an agreement', () => {
  test('keeps what was agreed, as a draft of the person who made it', async () => {
    const agreement = must(await createAgreement(county, maker, aDraft('JV-1001')));
    expect(agreement).toMatchObject({
      county: COUNTY,
      code: 'JV-1001',
      community: COMMUNITY,
      state: 'DRAFT',
      startsIn: '2025-01',
      createdBy: 'maker',
      terms: [{ from: '2025-01', rateBp: 1000n, state: 'DRAFT', draftedBy: 'maker' }],
    });
    expect(await county.agreements.byCode(COUNTY, 'JV-1001')).toEqual(agreement);
  });

  test('the same draft again answers the first agreement, other content is refused', async () => {
    const first = must(await createAgreement(county, maker, aDraft('JV-1002')));
    must(await activateAgreement(county, checker, { agreement: 'JV-1002' }));
    expect(must(await createAgreement(county, maker, aDraft('JV-1002')))).toMatchObject({ id: first.id });
    expect(await createAgreement(county, maker, { ...aDraft('JV-1002'), name: '别的项目' })).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'code',
    });
    expect(await createAgreement(county, maker, draft('JV-1002', terms('2025-01', 1000, [2, 3])))).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });

  test('the same draft sent twice at once makes one agreement and one row in the trail', async () => {
    const [one, other] = await Promise.all([
      createAgreement(county, maker, aDraft('JV-1003')),
      createAgreement(county, maker, aDraft('JV-1003')),
    ]);
    expect(must(one).id).toBe(must(other).id);
    const trail = await county.auditOf('createAgreement');
    expect(trail.filter((row) => row.subject.id === must(one).id)).toHaveLength(1);
  });

  const unknown = '37132200100199';
  const abroad = '37132300100101';
  const to = (beneficiary: string) => ({ ...terms('2025-01', 1000, []), weights: [{ beneficiary, weight: 1n }] });
  test.each([
    ['a beneficiary that is no compound', draft('JV-1004', to(unknown)), 'BENEFICIARY_UNKNOWN'],
    ['a compound of another county', draft('JV-1004', to(abroad)), 'BENEFICIARY_UNKNOWN'],
    ['a community that does not exist', { ...aDraft('JV-1004'), community: `${COMMUNITY.slice(0, -1)}9` }, 'NOT_FOUND'],
    [
      'an operator whose code fails its checks',
      { ...aDraft('JV-1004'), operator: `${OPERATOR.slice(0, -1)}?` },
      'USCC_INVALID',
    ],
    ['an operator nobody registered', { ...aDraft('JV-1004'), operator: usccFor(COUNTY, 'MA000009') }, 'NOT_FOUND'],
    ['an operator that is no state enterprise', { ...aDraft('JV-1004'), operator: PRIVATE_FIRM }, 'OPERATOR_NOT_STATE'],
    ['common parts without a vote', { ...aDraft('JV-1004'), usesCommonParts: true }, 'VOTE_REQUIRED'],
    ['a vote that nobody can know of', { ...aDraft('JV-1004'), commonPartsVote: 'V-1' }, 'VOTE_REQUIRED'],
    ['a code of another form', { ...aDraft('JV-1004'), code: 'first' }, 'CODE_MALFORMED'],
    ['a name of spaces', { ...aDraft('JV-1004'), name: '  ' }, 'VALUE_MISSING'],
    ['no terms', draft('JV-1004'), 'TERMS_EMPTY'],
    [
      'terms out of order',
      draft('JV-1004', terms('2025-02', 1000, [1]), terms('2025-01', 900, [1])),
      'TERMS_UNORDERED',
    ],
    ['a rate above the whole', draft('JV-1004', terms('2025-01', 10_001, [1])), 'RATE_OUT_OF_RANGE'],
    ['a weight of nothing', draft('JV-1004', terms('2025-01', 1000, [1, 0])), 'WEIGHT_NOT_POSITIVE'],
  ])('is refused with %s', async (_, content, code) => {
    expect(await createAgreement(county, maker, content)).toMatchObject({ code });
    expect(await county.agreements.byCode(COUNTY, 'JV-1004')).toBeNull();
  });

  test('names the beneficiary in the words of the graph', async () => {
    const twice = {
      ...terms('2025-01', 1000, [1]),
      weights: [1n, 2n].map((weight) => ({ beneficiary: compounds[0], weight })),
    };
    expect(await createAgreement(county, maker, draft('JV-1004', twice))).toMatchObject({
      code: 'BENEFICIARY_TWICE',
      field: 'terms.0.weights.1.compound',
    });
  });

  test('is for persons with the right at the place', async () => {
    expect(await createAgreement(county, elsewhere, aDraft('JV-1005'))).toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(await createAgreement(county, machine, aDraft('JV-1005'))).toMatchObject({ code: 'MACHINE_NOT_ALLOWED' });
  });
});

describe('an agreement on common parts', () => {
  const on = (code: string, commonPartsVote: string, rateBp: number, weights: readonly number[] = [1]) => ({
    ...draft(code, terms('2025-01', rateBp, weights)),
    usesCommonParts: true,
    commonPartsVote,
  });

  test.each([
    ['nobody knows', on('JV-1051', 'unknown', 3000), 'VOTE_REQUIRED', 'commonPartsVote'],
    ['has not passed', on('JV-1051', 'lost', 3000), 'VOTE_REQUIRED', 'commonPartsVote'],
    ['is of another matter', on('JV-1051', 'other', 3000), 'VOTE_REQUIRED', 'commonPartsVote'],
    ['is of another compound', on('JV-1051', 'elsewhere', 3000), 'VOTE_REQUIRED', 'commonPartsVote'],
    ['is of one of two compounds', on('JV-1051', 'passed', 3000, [1, 1]), 'VOTE_REQUIRED', 'commonPartsVote'],
    ['gives the owners more', on('JV-1051', 'passed', 2999), 'RATE_BELOW_VOTE', 'terms.0.rateBp'],
    ['gives the owners all, since it says nothing', on('JV-1051', 'whole', 9999), 'RATE_BELOW_VOTE', 'terms.0.rateBp'],
  ])('with a vote that %s is refused', async (_, content, code, field) => {
    expect(await createAgreement(county, maker, content)).toMatchObject({ code, field });
    expect(await county.agreements.byCode(COUNTY, 'JV-1051')).toBeNull();
  });

  test('stands on the passed vote of its compound, also when it is activated and amended', async () => {
    must(await createAgreement(county, maker, on('JV-1052', 'passed', 3000)));
    const vote = commonPartsVotes.passed as object;
    commonPartsVotes.passed = { isPassed: false };
    expect(await activateAgreement(county, checker, { agreement: 'JV-1052' })).toMatchObject({ code: 'VOTE_REQUIRED' });
    commonPartsVotes.passed = vote;
    must(await activateAgreement(county, checker, { agreement: 'JV-1052' }));
    const amend = (rateBp: number, weights: readonly number[]) =>
      amendTerms(county, maker, { agreement: 'JV-1052', terms: terms('2025-07', rateBp, weights) });
    expect(await amend(2000, [1])).toMatchObject({ code: 'RATE_BELOW_VOTE' });
    expect(await amend(3000, [1, 1])).toMatchObject({ code: 'VOTE_REQUIRED' });
    must(await amend(3500, [1]));
  });
});

describe('activating an agreement', () => {
  test('the person who drafted it cannot activate it, whatever grants they hold; another can', async () => {
    must(await createAgreement(county, both, aDraft('JV-1011')));
    expect(await activateAgreement(county, both, { agreement: 'JV-1011' })).toMatchObject({ code: 'SAME_PERSON' });
    expect(await activateAgreement(county, maker, { agreement: 'JV-1011' })).toMatchObject({ code: 'OUT_OF_SCOPE' });
    const active = must(await activateAgreement(county, checker, { agreement: 'JV-1011' }));
    expect(active).toMatchObject({
      state: 'ACTIVE',
      activatedBy: 'checker',
      terms: [{ state: 'IN_FORCE', activatedBy: 'checker' }],
    });
  });

  test('who drafted it is told so, whatever rights they lack besides', async () => {
    must(await createAgreement(county, maker, aDraft('JV-1015')));
    expect(await activateAgreement(county, maker, { agreement: 'JV-1015' })).toMatchObject({ code: 'SAME_PERSON' });
  });

  test('repeating it answers the first result, to the one who did it', async () => {
    const active = await county.agreed('JV-1012', terms('2025-01', 1000, [1]));
    expect(must(await activateAgreement(county, checker, { agreement: 'JV-1012' }))).toEqual(active);
    expect(await activateAgreement(county, otherChecker, { agreement: 'JV-1012' })).toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    });
    expect(await activateAgreement(county, both, { agreement: 'JV-1012' })).toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    });
  });

  test('a start in the past is possible until its book month is sealed', async () => {
    must(await createAgreement(county, maker, draft('JV-1013', terms('2020-01', 1000, [1]))));
    const book = county.books.of(COUNTY);
    must(await book.proposeSealing(period('2020-01'), { proposedBy: 'maker' }));
    must(await book.seal(period('2020-01'), { sealedBy: 'checker' }));
    expect(await activateAgreement(county, checker, { agreement: 'JV-1013' })).toMatchObject({ code: 'MONTH_SEALED' });
    must(await createAgreement(county, maker, draft('JV-1014', terms('2020-02', 1000, [1]))));
    expect(must(await activateAgreement(county, checker, { agreement: 'JV-1014' }))).toMatchObject({
      startsIn: '2020-02',
    });
  });

  test('one outside the checker’s county is as if it did not exist', async () => {
    expect(await activateAgreement(county, elsewhere, { agreement: 'JV-1012' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('amending the terms', () => {
  test('one drafts, another activates, and they begin with an open period', async () => {
    await county.agreed('JV-1021', terms('2025-01', 1000, [1]));
    await county.take('JV-1021', '2025-01', 1000_00n);
    must(await closePeriod(county, maker, { agreement: 'JV-1021', period: period('2025-01') }));

    expect(await amendTerms(county, both, { agreement: 'JV-1021', terms: terms('2025-01', 1200, [1]) })).toMatchObject({
      code: 'TERMS_BEFORE_OPEN_PERIOD',
      parameters: { period: '2025-02' },
    });
    must(await amendTerms(county, both, { agreement: 'JV-1021', terms: terms('2025-02', 1200, [1, 1]) }));
    expect(await activateTerms(county, both, { agreement: 'JV-1021', from: period('2025-02') })).toMatchObject({
      code: 'SAME_PERSON',
    });
    const amended = must(await activateTerms(county, checker, { agreement: 'JV-1021', from: period('2025-02') }));
    expect(amended.terms).toMatchObject([
      { from: '2025-01', state: 'IN_FORCE' },
      { from: '2025-02', state: 'IN_FORCE', rateBp: 1200n, draftedBy: 'both', activatedBy: 'checker' },
    ]);
    expect(must(await activateTerms(county, checker, { agreement: 'JV-1021', from: period('2025-02') }))).toEqual(
      amended,
    );
  });

  test('a draft counts for nothing, and cannot be activated once its period is closed', async () => {
    await county.agreed('JV-1022', terms('2025-01', 1000, [1]));
    must(await amendTerms(county, maker, { agreement: 'JV-1022', terms: terms('2025-01', 5000, [1]) }));
    await county.take('JV-1022', '2025-01', 1000_00n);
    const { allocation } = must(await closePeriod(county, maker, { agreement: 'JV-1022', period: period('2025-01') }));
    expect(allocation).toMatchObject({ rateBp: 1000n, pool: 100_00n });
    expect(await activateTerms(county, checker, { agreement: 'JV-1022', from: period('2025-01') })).toMatchObject({
      code: 'TERMS_BEFORE_OPEN_PERIOD',
    });
  });

  test('what is activated takes the place of what was in force from the same period', async () => {
    await county.agreed('JV-1023', terms('2025-01', 1000, [1]));
    must(await amendTerms(county, maker, { agreement: 'JV-1023', terms: terms('2025-01', 800, [1]) }));
    must(await amendTerms(county, maker, { agreement: 'JV-1023', terms: terms('2025-01', 900, [1]) }));
    const amended = must(await activateTerms(county, checker, { agreement: 'JV-1023', from: period('2025-01') }));
    expect(amended.terms).toMatchObject([{ from: '2025-01', state: 'IN_FORCE', rateBp: 900n }]);
  });

  test('whoever amended a draft agreement has made a part of it, and cannot activate it', async () => {
    must(await createAgreement(county, maker, aDraft('JV-1024')));
    const amended = must(await amendTerms(county, both, { agreement: 'JV-1024', terms: terms('2024-11', 1000, [1]) }));
    expect(amended).toMatchObject({ state: 'DRAFT', startsIn: '2024-11' });
    expect(await activateAgreement(county, both, { agreement: 'JV-1024' })).toMatchObject({ code: 'SAME_PERSON' });
    expect(must(await activateAgreement(county, checker, { agreement: 'JV-1024' }))).toMatchObject({ state: 'ACTIVE' });
  });

  test('activating at the moment the period closes: the terms count in it, or are refused', async () => {
    for (const code of ['JV-1025', 'JV-1026', 'JV-1027']) {
      await county.agreed(code, terms('2025-01', 1000, [1]));
      await county.take(code, '2025-01', 1000_00n);
      must(await amendTerms(county, maker, { agreement: code, terms: terms('2025-01', 2000, [1]) }));
      const [activated, closed] = await Promise.all([
        activateTerms(county, checker, { agreement: code, from: period('2025-01') }),
        closePeriod(county, maker, { agreement: code, period: period('2025-01') }),
      ]);
      expect(must(closed).allocation.rateBp).toBe(isRefusal(activated) ? 1000n : 2000n);
    }
  });
});

describe('a request that names the version it saw, and arrives late', () => {
  const code = 'JV-1028';
  const ofFebruary = (rateBp: number) => terms('2025-02', rateBp, [1]);
  const amend = (rateBp: number, version?: number) =>
    amendTerms(county, maker, { agreement: code, terms: ofFebruary(rateBp), ...(version ? { version } : {}) });
  const versionNow = async () => (await county.agreements.byCode(COUNTY, code))?.version ?? 0;

  test('puts no agreement into force that was amended since it was looked at', async () => {
    const drafted = must(await createAgreement(county, maker, aDraft(code)));
    const request = { agreement: code, version: drafted.version };
    must(await amendTerms(county, maker, { agreement: code, terms: terms('2025-01', 9000, [1]) }));
    expect(await activateAgreement(county, checker, request)).toMatchObject({ code: 'CHANGED_MEANWHILE' });
    const active = must(await activateAgreement(county, checker, { ...request, version: await versionNow() }));
    expect(must(await activateAgreement(county, checker, request))).toEqual(active);
  });

  test('replaces no later draft, and is answered again while its own stands', async () => {
    const version = await versionNow();
    const first = must(await amend(1100, version));
    expect(must(await amend(1100, version))).toEqual(first);
    expect((await county.auditOf('amendTerms')).filter(({ subject }) => subject.id === first.id)).toHaveLength(2);
    must(await amend(1200));
    expect(await amend(1100, version)).toMatchObject({ code: 'CHANGED_MEANWHILE', field: 'version' });
  });

  test('puts no other version of the terms into force than the one that was looked at', async () => {
    const request = { agreement: code, from: period('2025-02'), version: await versionNow() };
    // Closing looks at the agreement too, and changes nothing of it.
    must(await closePeriod(county, maker, { agreement: code, period: period('2025-01') }));
    must(await activateTerms(county, checker, request));
    must(await amend(9900));
    expect(await activateTerms(county, checker, request)).toMatchObject({ code: 'CHANGED_MEANWHILE' });
  });

  test('ends it on no earlier day than was agreed since', async () => {
    const endsOn = '2025-06-30' as LocalDate;
    const request = { agreement: code, endsOn, reason: '到期', version: await versionNow() };
    must(await endAgreement(county, checker, request));
    must(await endAgreement(county, checker, { ...request, endsOn: '2025-07-31' as LocalDate, version: null }));
    expect(await endAgreement(county, checker, request)).toMatchObject({ code: 'CHANGED_MEANWHILE' });
  });
});

describe('ending an agreement', () => {
  test('what is dated before may still come in; it is ended when the last period closes', async () => {
    await county.agreed('JV-1031', terms('2025-05', 1000, [1]));
    expect(must(await end('JV-1031', '2025-05-20'))).toMatchObject({ state: 'ACTIVE', endsOn: '2025-05-20' });
    await county.take('JV-1031', '2025-05', 0n, 700_00n);
    const { allocation } = must(await closePeriod(county, maker, { agreement: 'JV-1031', period: period('2025-05') }));
    expect(allocation.pool).toBe(0n);
    const ended = await county.agreements.byCode(COUNTY, 'JV-1031');
    expect(ended).toMatchObject({ state: 'ENDED', endsOn: '2025-05-20' });
    const periods = await county.connection.collection('agreement_periods').find({ agreement: 'JV-1031' }).toArray();
    expect(periods.map((row) => row.period)).toEqual(['2025-05']);
    expect(await closePeriod(county, maker, { agreement: 'JV-1031', period: period('2025-06') })).toMatchObject({
      code: 'AFTER_AGREEMENT',
    });
  });

  test('reopening the last period takes the end back until it closes again', async () => {
    must(await reopenPeriod(county, checker, { agreement: 'JV-1031', period: period('2025-05'), reason: '漏记' }));
    expect(await county.agreements.byCode(COUNTY, 'JV-1031')).toMatchObject({ state: 'ACTIVE' });
    must(await closePeriod(county, maker, { agreement: 'JV-1031', period: period('2025-05') }));
    expect(await county.agreements.byCode(COUNTY, 'JV-1031')).toMatchObject({ state: 'ENDED' });
  });

  test('with the last day of the last closed period there is nothing left to close: it ends at once', async () => {
    await county.agreed('JV-1032', terms('2025-04', 1000, [1]));
    must(await closePeriod(county, maker, { agreement: 'JV-1032', period: period('2025-04') }));
    expect(await end('JV-1032', '2025-04-29')).toMatchObject({ code: 'PERIOD_CLOSED' });
    expect(must(await end('JV-1032', lastDay(period('2025-04'))))).toMatchObject({ state: 'ENDED' });
  });

  test('is refused before the start, before an entry, without a reason, and for a draft', async () => {
    await county.agreed('JV-1033', terms('2025-04', 1000, [1]));
    const entry = {
      county: COUNTY,
      agreement: 'JV-1033',
      externalRef: 'E-1',
      period: '2025-05',
      occurredOn: '2025-05-21',
    };
    await county.connection.collection('entries').insertOne(entry, { bypassDocumentValidation: true });
    expect(await end('JV-1033', '2025-03-31')).toMatchObject({ code: 'BEFORE_AGREEMENT' });
    expect(await end('JV-1033', '2025-05-20')).toMatchObject({ code: 'ENTRIES_AFTER_END' });
    expect(
      await endAgreement(county, checker, { agreement: 'JV-1033', endsOn: '2025-05-31' as LocalDate, reason: ' ' }),
    ).toMatchObject({ code: 'REASON_MISSING' });
    expect(must(await end('JV-1033', '2025-05-21'))).toMatchObject({ endsOn: '2025-05-21' });
    must(await createAgreement(county, maker, aDraft('JV-1034')));
    expect(await end('JV-1034', '2025-05-31')).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });
});
