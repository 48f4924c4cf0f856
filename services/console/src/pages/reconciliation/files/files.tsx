/** The files of many accounts at once: what each comes to is shown before anything is sent, and then what came of it. */
import { Button, Flex } from 'antd';
import { Link } from 'react-router';
import { difference } from '../../../kit/fen.ts';
import { problemText } from '../../../kit/files/beside-graph.ts';
import { DropZone } from '../../../kit/files/drop-zone.tsx';
import { FileFailure } from '../../../kit/files/file-failure.tsx';
import { Count, moneyText } from '../../../kit/money.tsx';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { Status } from '../../../kit/status.tsx';
import { many, textsOf, useLanguage, useTexts } from '../../../language/text.ts';
import { PreviewOf, type StatementPreview } from '../statements/preview.tsx';
import { ChooseAccount } from './choose-account.tsx';
import { type BankFile, readyOf, useFiles } from './use-files.ts';

const texts = textsOf({
  drop: [
    '把多个账户的对账单文件一起拖到这里，或点击选择',
    'Drop the files of several accounts here at once, or click to choose',
  ],
  hint: [
    '每个文件按其中的账号找到账户；先检查，不会立即导入。',
    'Each file is looked at first; its account is found by the number in it.',
  ],
  files: ['多个文件一起导入', 'Import several files'],
  list: ['待导入的文件', 'Files to import'],
  file: ['文件', 'File'],
  account: ['账户', 'Account'],
  days: ['起止日期', 'Days'],
  lines: ['笔数', 'Lines'],
  check: ['期初 + 流水 = 期末', 'Opening + lines = closing'],
  agrees: (opening: string, sum: string, closing: string) => [
    `${opening} + ${sum} = ${closing}，相符`,
    `${opening} + ${sum} = ${closing}: agrees`,
  ],
  standing: ['情况', 'How it stands'],
  looking: ['正在检查', 'Being looked at'],
  noNumber: ['文件中没有账号，请选择账户', 'The file names no account: choose it'],
  unknown: (ends: string) => [
    `没有账号尾号为 ${ends} 的账户，请选择账户`,
    `No account has a number ending in ${ends}: choose it`,
  ],
  several: (ends: string, count: number) => [
    `账号尾号为 ${ends} 的账户有 ${count} 个，请选择账户`,
    `${count} accounts have a number ending in ${ends}: choose it`,
  ],
  ready: ['可以导入', 'Ready to import'],
  notContinued: ['期初余额与上期期末不衔接', 'Does not open where the last one closed'],
  unreadable: (count: number) => [`${count} 行无法读取`, `${many(count, 'row')} cannot be read`],
  columns: ['到账户中更正列名', 'Mend its columns at its account'],
  sending: ['正在导入', 'Being imported'],
  imported: (posted: number, duplicate: number) => [
    `导入 ${posted} 笔${duplicate > 0 ? `，以前已有 ${duplicate} 笔` : ''}`,
    `${many(posted, 'line')} imported${duplicate > 0 ? `, ${duplicate} there before` : ''}`,
  ],
  matched: (count: number) => [`其中自动核销 ${count} 笔`, `${count} of them matched by themselves`],
  matching: ['正在自动核销', 'being matched'],
  known: ['这份文件已经导入过，没有重复导入', 'This file was imported before: nothing was taken twice'],
  work: ['去核销', 'Go on to match'],
  workOf: (name: string) => [`去核销：${name}`, `Go on to match: ${name}`],
  action: ['操作', 'Action'],
  remove: ['移出列表', 'Remove'],
  removeOf: (name: string) => [`移出列表 ${name}`, `Remove ${name}`],
  send: (files: number, rows: number) => [
    `全部导入（${files} 个文件，${rows} 笔流水）`,
    `Import all (${many(files, 'file')}, ${many(rows, 'line')})`,
  ],
  progress: (over: number, all: number) => [`已处理 ${over} / ${all} 个文件`, `${over} of ${many(all, 'file')} done`],
});

export function Files() {
  const t = useTexts(texts);
  const { files, isSending, add, choose, again, remove, send } = useFiles();
  const ready = files.flatMap((each) => readyOf(each) ?? []);
  const isLooking = files.some(({ stage }) => stage.is === 'LOOKING');
  const over = files.filter(({ stage }) => stage.is === 'OVER').length;
  return (
    <Flex component="section" aria-label={t.files} vertical gap={12} style={{ marginBottom: 16 }}>
      <DropZone label={t.drop} hint={t.hint} accept=".csv,.xlsx,.xml" isMultiple choose={add} />
      {files.length > 0 && (
        <>
          <PlainTable<BankFile>
            label={t.list}
            rows={files}
            rowKey={({ key }) => key}
            expand={(each) => seenOf(each) && <Look of={each} among={files} />}
            columns={[
              { title: t.file, cell: ({ file }) => file.name },
              {
                title: t.account,
                cell: (each) => (
                  <WhoseFile of={each} disabled={isSending} choose={(account) => choose(each, account)} />
                ),
              },
              { title: t.days, cell: (each) => daysOf(each) },
              { title: t.lines, align: 'right', cell: (each) => <Count of={seenOf(each)?.rowCount ?? '—'} /> },
              { title: t.check, cell: (each) => <Check of={seenOf(each)} /> },
              { title: t.standing, cell: (each) => <Standing of={each} among={files} again={() => again(each)} /> },
              {
                title: t.action,
                cell: (each) =>
                  each.stage.is !== 'SENDING' && (
                    <Button size="small" aria-label={t.removeOf(each.file.name)} onClick={() => remove(each)}>
                      {t.remove}
                    </Button>
                  ),
              },
            ]}
          />
          <Flex wrap gap={12} align="center">
            {(ready.length > 0 || isSending) && (
              <Button type="primary" disabled={isLooking} loading={isSending} onClick={send}>
                {t.send(
                  ready.length,
                  ready.reduce((sum, { rowCount = 0 }) => sum + rowCount, 0),
                )}
              </Button>
            )}
            <span role="status">{over > 0 || isSending ? t.progress(over, files.length) : ''}</span>
          </Flex>
        </>
      )}
    </Flex>
  );
}

function seenOf({ stage }: BankFile): StatementPreview | null {
  return 'seen' in stage ? stage.seen : null;
}

function daysOf(of: BankFile): string {
  const statement = seenOf(of)?.statement;
  return statement ? `${statement.from} – ${statement.to}` : '—';
}

/** With what the account's last statement closes, or another of these files of it: there it goes on. */
function lastClosingOf({ key, account, stage }: BankFile, among: readonly BankFile[]): string | null {
  const opening = 'seen' in stage ? stage.seen?.statement?.opening : undefined;
  const others = among.filter((each) => each.key !== key && each.account?.code === account?.code);
  const isContinued = others.some((each) => seenOf(each)?.statement?.closing === opening);
  return isContinued ? (opening ?? null) : (account?.bankBalance ?? null);
}

interface WhoseFileProps {
  readonly of: BankFile;
  readonly disabled: boolean;
  readonly choose: Parameters<typeof ChooseAccount>[0]['choose'];
}

function WhoseFile({ of: { file, account, isChosen, stage }, disabled, choose }: WhoseFileProps) {
  if (stage.is === 'WHOSE' || (isChosen && stage.is !== 'OVER'))
    return (
      <ChooseAccount
        fileName={file.name}
        value={account?.code ?? null}
        may={stage.is === 'WHOSE' ? stage.may : []}
        disabled={disabled}
        choose={choose}
      />
    );
  if (!account) return '—';
  return (
    <>
      {account.name}
      <br />
      {account.code}
    </>
  );
}

function Check({ of: seen }: { readonly of: StatementPreview | null }) {
  const t = useTexts(texts);
  if (!seen?.statement) return '—';
  const { opening, closing } = seen.statement;
  return t.agrees(moneyText(opening), moneyText(difference(closing, opening)), moneyText(closing));
}

/** What opens below a file: the look at it, as where one file is imported. */
function Look({ of, among }: { readonly of: BankFile; readonly among: readonly BankFile[] }) {
  const seen = seenOf(of);
  return seen && <PreviewOf preview={seen} lastClosing={of.stage.is === 'OVER' ? null : lastClosingOf(of, among)} />;
}

interface StandingProps {
  readonly of: BankFile;
  readonly among: readonly BankFile[];
  readonly again: () => void;
}

function Standing({ of, among, again }: StandingProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { stage, account } = of;
  switch (stage.is) {
    case 'LOOKING':
      return <Status look="underway">{t.looking}</Status>;
    case 'SENDING':
      return <Status look="underway">{t.sending}</Status>;
    case 'FAILED':
      return <FileFailure error={stage.error} {...(stage.seen ? {} : { again })} />;
    case 'WHOSE': {
      const { numberEnds, problem } = stage.whose;
      const ends = numberEnds.map((end) => `…${end}`).join(', ');
      const count = stage.may.length;
      const said = ends === '' ? t.noNumber : count > 0 ? t.several(ends, count) : t.unknown(ends);
      return (
        <>
          {problem && <Status look="blocked">{problemText(problem, language)}</Status>}
          <Status look="ready">{said}</Status>
        </>
      );
    }
    case 'SEEN': {
      const { problem, problems = [], statement } = stage.seen;
      if (problem)
        return (
          <>
            <Status look="blocked">{problemText(problem, language)}</Status>
            {problem.code === 'COLUMN_MISSING' && (
              <Link to={`/reconciliation/${account?.code}?view=statements`}>{t.columns}</Link>
            )}
          </>
        );
      if (problems.length > 0) return <Status look="blocked">{t.unreadable(problems.length)}</Status>;
      const last = lastClosingOf(of, among);
      const isContinued = last === null || last === statement?.opening;
      return (
        <>
          <Status look="ready">{t.ready}</Status>
          {!isContinued && <Status look="waiting">{t.notContinued}</Status>}
        </>
      );
    }
    case 'OVER':
      return <Outcome of={stage} account={account} />;
  }
}

function Outcome({
  of: { status, isKnown, matched },
  account,
}: {
  readonly of: Extract<BankFile['stage'], { is: 'OVER' }>;
  readonly account: BankFile['account'];
}) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  if (status.state === 'FAILED')
    return <Status look="blocked">{status.problem ? problemText(status.problem, language) : '—'}</Status>;
  return (
    <>
      <Status look="done">
        {isKnown
          ? t.known
          : [t.imported(status.posted, status.duplicate), matched === null ? t.matching : t.matched(matched)].join(
              ' · ',
            )}
      </Status>
      {status.notes?.map((note) => (
        <div key={note.code}>{problemText(note, language)}</div>
      ))}{' '}
      {account && (
        <Link to={`/reconciliation/${account.code}`} aria-label={t.workOf(account.name)}>
          {t.work}
        </Link>
      )}
    </>
  );
}
