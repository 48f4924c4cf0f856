/** One request as who handles it sees it: what it is, what may be done with it now, and each step of it. */
import { useQuery } from '@apollo/client/react';
import { Card, Descriptions, Empty, Flex, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import {
  requestKinds,
  requestUrgencies,
  requestWaiting,
  satisfactions,
  steps,
} from '../../kit/request-detail-words.ts';
import { requestCategories, requestPosts, requestStates } from '../../kit/request-words.ts';
import { When } from '../../kit/when.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { Handling } from './handling.tsx';
import { RequestToHandleDocument, type RequestToHandleQuery } from './requests.generated.ts';

const texts = textsOf({
  back: ['返回诉求办理', 'Back to the requests'],
  missing: ['没有这件诉求，或不在您的范围内。', 'There is no such request where you work.'],
  place: ['地点', 'Where'],
  building: (no: string) => [`${no} 号楼`, `building ${no}`],
  reporter: ['反映人', 'From'],
  unknown: ['匿名', 'No name given'],
  state: ['状态', 'State'],
  waitsFor: (whom: string) => [`等待${whom}`, `for ${whom}`],
  overdue: ['超期', 'Overdue'],
  holder: ['承办', 'Held by'],
  accept: ['签收时限', 'To be accepted by'],
  due: ['办理时限', 'Due'],
  about: ['类别', 'About'],
  affected: (count: number) => [`涉及 ${count} 人`, `affects ${count}`],
  merged: ['并入', 'Part of'],
  description: ['内容', 'What was asked for'],
  reply: ['答复', 'Reply'],
  rating: ['评价', 'What was said of it'],
  resolved: ['已解决', 'Solved'],
  unresolved: ['未解决', 'Not solved'],
  handling: ['办理', 'What can be done now'],
  steps: ['办理过程', 'What became of it'],
});

export default function Request({ id }: { readonly id: string }) {
  const t = useTexts(texts);
  const asked = useQuery(RequestToHandleDocument, { variables: { id } });
  return (
    <Answer to={asked}>
      {({ serviceRequest }) => (
        <>
          <PageHead
            title={serviceRequest?.title ?? t.missing}
            about={serviceRequest?.no}
            actions={<Link to="/requests">{t.back}</Link>}
          />
          {serviceRequest ? <One of={serviceRequest} /> : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} />}
        </>
      )}
    </Answer>
  );
}

export type ToHandle = NonNullable<RequestToHandleQuery['serviceRequest']>;

function One({ of }: { readonly of: ToHandle }) {
  const t = useTexts(texts);
  return (
    <Flex vertical gap={16}>
      <Facts of={of} />
      <Card size="small" title={t.description}>
        <Words of={of.description} />
      </Card>
      {of.reply && (
        <Card size="small" title={t.reply}>
          <Words of={of.reply} />
          <Rated of={of} />
        </Card>
      )}
      {of.allowedTransitions.length > 0 && (
        <Card size="small" title={t.handling}>
          <Handling of={of} />
        </Card>
      )}
      <Card size="small" title={t.steps}>
        <Steps of={of} />
      </Card>
    </Flex>
  );
}

function Words({ of }: { readonly of: string }) {
  return <Typography.Paragraph style={{ whiteSpace: 'pre-line', margin: 0 }}>{of}</Typography.Paragraph>;
}

function Facts({ of }: { readonly of: ToHandle }) {
  const t = useTexts(texts);
  const [states, posts, categories] = [useTexts(requestStates), useTexts(requestPosts), useTexts(requestCategories)];
  const [kinds, urgencies, waiting] = [useTexts(requestKinds), useTexts(requestUrgencies), useTexts(requestWaiting)];
  const { compound, building, reporter, contact, holder, mergedInto } = of;
  const isAccepted = of.acceptedAt !== null;
  return (
    <Descriptions bordered size="small" column={{ xs: 1, md: 2 }}>
      <Descriptions.Item label={t.state}>
        {states[of.state]} {of.waitingFor && t.waitsFor(waiting[of.waitingFor])}{' '}
        {of.overdue && <Tag color="red">{t.overdue}</Tag>}
      </Descriptions.Item>
      <Descriptions.Item label={isAccepted ? t.due : t.accept}>
        <When at={isAccepted ? of.dueAt : of.acceptBy} />
      </Descriptions.Item>
      <Descriptions.Item label={t.place}>
        <Link to={`/compounds/${compound.code}`}>{compound.name}</Link> {building && t.building(building.no)}
      </Descriptions.Item>
      <Descriptions.Item label={t.reporter}>
        {[reporter?.name ?? t.unknown, contact].filter(Boolean).join(' · ')}
      </Descriptions.Item>
      <Descriptions.Item label={t.about}>
        {[categories[of.category], kinds[of.kind], urgencies[of.urgency], t.affected(of.affectedCount)].join(' · ')}
      </Descriptions.Item>
      <Descriptions.Item label={t.holder}>
        {[posts[holder.role], holder.person?.name].filter(Boolean).join(' · ')}
      </Descriptions.Item>
      {mergedInto && (
        <Descriptions.Item label={t.merged}>
          <Link to={`?request=${mergedInto.id}`}>
            {mergedInto.no} {mergedInto.title}
          </Link>
        </Descriptions.Item>
      )}
    </Descriptions>
  );
}

function Rated({ of: { rating } }: { readonly of: ToHandle }) {
  const t = useTexts(texts);
  const satisfied = useTexts(satisfactions);
  if (!rating) return null;
  const said = [
    rating.resolved === null ? null : rating.resolved ? t.resolved : t.unresolved,
    rating.satisfaction && satisfied[rating.satisfaction],
  ];
  return (
    <Typography.Text type="secondary">
      {t.rating} <When at={rating.at} /> {said.filter(Boolean).join(' · ')}
    </Typography.Text>
  );
}

function Steps({ of: { timeline } }: { readonly of: ToHandle }) {
  const { language } = useLanguage();
  return (
    <ol style={{ margin: 0, paddingInlineStart: 20 }}>
      {timeline.map(({ at, action, state, note, by }) => (
        <li key={`${at} ${action}`} style={{ marginBottom: 8 }}>
          <strong>{say(steps[action] ?? requestStates[state], language)}</strong> <When at={at} /> {by?.name}
          {note && <Words of={note} />}
        </li>
      ))}
    </ol>
  );
}
