/** What goes wrong and how it is told, and how much one operation may ask for. */
import { Descriptions, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../kit/failure.tsx';
import { countText } from '../../kit/money.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';

/** As GET /api/limits tells them. */
interface Limits {
  readonly depth: number;
  readonly aliases: number;
  readonly tokens: number;
  readonly selections: number;
  readonly cost: number;
  readonly costPerMinute: number;
  readonly requestsPerMinute: number;
  readonly bodyKb: number;
  readonly strangerBodyKb: number;
}

const limitNames = textsOf({
  depth: ['嵌套层数', 'Levels'],
  aliases: ['别名', 'Aliases'],
  tokens: ['词元', 'Tokens'],
  selections: ['字段', 'Fields'],
  cost: ['一次操作的估算成本', 'Estimated cost of an operation'],
  costPerMinute: ['每分钟成本', 'Cost in a minute'],
  requestsPerMinute: ['每分钟请求', 'Requests in a minute'],
  bodyKb: ['请求大小（KiB）', 'Size of a request, KiB'],
  strangerBodyKb: ['未登录时的请求大小（KiB）', 'Size of a request without sign-in, KiB'],
}) satisfies Record<keyof Limits, unknown>;

const codes: readonly (readonly [code: string, what: Text])[] = [
  ['UNAUTHENTICATED', ['请先登录，或令牌已失效', 'Sign in first, or the token is not valid']],
  ['FORBIDDEN', ['没有该字段的权限；其余字段照常返回', 'The field is outside your rights; the others are answered']],
  ['BAD_USER_INPUT', ['变量或参数无效', 'A variable or argument is not valid']],
  ['GRAPHQL_PARSE_FAILED', ['语法错误', 'The document cannot be parsed']],
  ['GRAPHQL_VALIDATION_FAILED', ['与模式不符', 'The document does not fit the schema']],
  ['OPERATION_TOO_COMPLEX', ['超过下列限额之一', 'It is beyond one of the limits below']],
  ['DOCUMENT_NOT_TRUSTED', ['此处只执行登记过的语句', 'Only documents that were agreed on are run here']],
  ['RATE_LIMITED', ['本分钟额度已用完，见 retry-after', "The minute's budget is used up: see retry-after"]],
  ['BODY_TOO_LARGE', ['请求过大', 'The request is too large']],
  ['SUBGRAPH_UNAVAILABLE', ['某个服务暂不可用，其字段为 null', 'A service cannot be reached: its fields are null']],
  ['NOT_FOUND', ['没有这个地址', 'There is no such address']],
  ['INTERNAL', ['我方故障，请附请求编号反馈', 'A defect of ours: tell us the id of the request']],
];

const texts = textsOf({
  refusals: ['拒绝是数据', 'Refusals are data'],
  refusalsHow: [
    '每个操作返回“结果”或 Refused { code message field }：能由调用者处理的都在这里，field 指向输入字段，message 随 accept-language 或 language 参数给出中文或英文。代码清单：',
    'A mutation answers what was done, or Refused { code message field }: whatever its caller can act on. field points into the input; message is in the language of accept-language, or of its argument. The codes:',
  ],
  errors: ['errors 是故障、限额与权限', 'Errors are defects, limits and rights'],
  code: ['extensions.code', 'extensions.code'],
  what: ['含义', 'What it means'],
  limits: ['限额（本网关当前设置）', 'Limits, as this gateway is set'],
  again: [
    '创建类操作带 clientMutationId 或 externalRef：没有收到答复时，用同一个值重发不会做两次。',
    'What creates takes a clientMutationId or externalRef: without an answer, send it again with the same one, and it is done once.',
  ],
});

export function Errors() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <>
      <Typography.Title level={2} style={{ fontSize: 16, marginTop: 0 }}>
        {t.refusals}
      </Typography.Title>
      <Typography.Paragraph>
        {t.refusalsHow} <Link to="?view=schema&type=RefusalCode">RefusalCode</Link>
      </Typography.Paragraph>
      <Typography.Paragraph>{t.again}</Typography.Paragraph>
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {t.errors}
      </Typography.Title>
      <PlainTable<(typeof codes)[number]>
        label={t.errors}
        rowKey={([code]) => code}
        rows={codes}
        columns={[
          { title: t.code, cell: ([code]) => <code>{code}</code> },
          { title: t.what, cell: ([, what]) => say(what, language) },
        ]}
      />
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {t.limits}
      </Typography.Title>
      <LimitsHere />
    </>
  );
}

function LimitsHere() {
  const t = useTexts(limitNames);
  const [limits, setLimits] = useState<Limits | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => void askLimits().then(setLimits, setFailure), []);
  if (failure) return <Failure error={failure} />;
  if (!limits) return <Waiting rows={3} />;
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, md: 2 }}
      items={(Object.keys(limitNames) as (keyof Limits)[]).map((name) => ({
        key: name,
        label: t[name],
        children: <span style={{ whiteSpace: 'nowrap' }}>{countText(limits[name])}</span>,
      }))}
    />
  );
}

async function askLimits(): Promise<Limits> {
  const answer = await fetch('/api/limits');
  if (!answer.ok) throw new Error(`/api/limits answered ${answer.status}`);
  return await answer.json();
}
