/** Whom a role is given to: found by the whole number, or by the whole name at a place; told apart by place and posts. */
import { useApolloClient } from '@apollo/client/react';
import { Button, Flex, Form, Input, Radio, Segmented } from 'antd';
import { useState } from 'react';
import type { AppointmentRole, PostKind } from '../../graph/types.ts';
import { Failure } from '../../kit/failure.tsx';
import { Notice } from '../../kit/notice.tsx';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { FindScope } from './find-scope.tsx';
import { FindPersonDocument, type FindPersonQuery } from './operations.generated.ts';

const texts = textsOf({
  by: ['查找方式', 'Found by'],
  phone: ['电话', 'Telephone'],
  name: ['姓名', 'Name'],
  wholePhone: ['完整的电话号码', 'The whole telephone number'],
  wholeName: ['完整的姓名', 'The whole name'],
  place: ['所在地点', 'Lives or works in'],
  find: ['查找', 'Find'],
  found: ['找到的人员', 'Who was found'],
  phoneHint: ['按电话查找会留下访问记录，本人可见。', 'Looking somebody up by number leaves a record that they see.'],
  placeHint: [
    '小区、社区、街道或县的编码；可输入名称来查',
    'Code of a compound, community, street or the county; type a name to find it',
  ],
  nobody: ['没有找到。请核对是否完整、地点是否相符。', 'Nobody is like that: check that it is whole, and the place.'],
  many: ['只显示前 10 人，请填写更小的地点。', 'Only the first ten: give a smaller place.'],
});

const posts = {
  GRID_WORKER: ['网格员', 'Grid worker'],
  SOCIAL_WORKER: ['社工', 'Social worker'],
  BUILDING_CHIEF: ['楼栋长', 'Building chief'],
  STATION_STAFF: ['服务站工作人员', 'Staff of a station'],
} as const satisfies Record<PostKind, Text>;
const appointments = {
  SECRETARY: ['党组织书记', 'Party secretary'],
  DEPUTY: ['党组织副书记', 'Deputy secretary'],
  MEMBER: ['党组织委员', 'Member of a Party committee'],
} as const satisfies Record<AppointmentRole, Text>;

type Candidate = NonNullable<NonNullable<FindPersonQuery['county']>['grantCandidates']>[number];
const MOST = 10;

interface FindPersonProps {
  readonly county: string;
  /** The id of who is chosen; empty while nobody is. */
  readonly person: string;
  choose(person: string): void;
}

export function FindPerson({ county, person, choose }: FindPersonProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const client = useApolloClient();
  const [by, setBy] = useState<'phone' | 'name'>('phone');
  const [{ phone, name, place }, setTyped] = useState({ phone: '', name: '', place: county });
  const [found, setFound] = useState<readonly Candidate[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isFinding, setFinding] = useState(false);
  const type = (typed: Partial<{ phone: string; name: string; place: string }>) =>
    setTyped({ phone, name, place, ...typed });
  const find = async () => {
    setFinding(true);
    setFailure(null);
    choose('');
    const whole = by === 'phone' ? { phone: phone.trim() } : { name: name.trim(), place };
    try {
      // Asked of the graph alone: a number is kept nowhere here.
      const { data } = await client.query({ query: FindPersonDocument, variables: { county, ...whole } });
      const people = data?.county?.grantCandidates ?? [];
      setFound(people);
      if (people.length === 1 && people[0]) choose(people[0].person.id);
    } catch (error) {
      setFound(null);
      setFailure(error);
    } finally {
      setFinding(false);
    }
  };
  const tellApart = (each: Candidate) =>
    [
      each.person.name,
      each.place?.name,
      ...each.posts.map((post) => say(posts[post], language)),
      ...each.appointments.map((role) => say(appointments[role], language)),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Flex vertical gap={8} role="group">
      <Segmented
        aria-label={t.by}
        value={by}
        options={(['phone', 'name'] as const).map((value) => ({ value, label: t[value] }))}
        onChange={(value) => {
          setBy(value);
          setFound(null);
          choose('');
        }}
        style={{ alignSelf: 'flex-start' }}
      />
      {by === 'phone' ? (
        <Input
          id="person"
          aria-label={t.wholePhone}
          placeholder={t.wholePhone}
          inputMode="tel"
          autoComplete="off"
          value={phone}
          onChange={({ target }) => type({ phone: target.value })}
          onPressEnter={() => phone.trim() && void find()}
        />
      ) : (
        <>
          <Input
            id="person"
            aria-label={t.wholeName}
            placeholder={t.wholeName}
            autoComplete="off"
            value={name}
            onChange={({ target }) => type({ name: target.value })}
            onPressEnter={() => name.trim() && place && void find()}
          />
          <Form.Item label={t.place} htmlFor="person-place" extra={t.placeHint} style={{ marginBottom: 0 }}>
            <FindScope id="person-place" county={county} scope={place} choose={(code) => type({ place: code })} />
          </Form.Item>
        </>
      )}
      <Flex gap={8} align="center">
        <Button
          loading={isFinding}
          disabled={by === 'phone' ? phone.trim() === '' : name.trim() === '' || place === ''}
          onClick={() => void find()}
        >
          {t.find}
        </Button>
        {by === 'phone' && t.phoneHint}
      </Flex>
      {failure ? <Failure error={failure} again={find} /> : null}
      {found?.length === 0 && <Notice type="info" role="status" title={t.nobody} />}
      {found && found.length > 0 && (
        <Radio.Group
          aria-label={t.found}
          value={person}
          onChange={({ target }) => choose(String(target.value))}
          style={{ display: 'flex', flexDirection: 'column', gap: 4 }}
          options={found.map((each) => ({ value: each.person.id, label: tellApart(each) }))}
        />
      )}
      {found?.length === MOST && t.many}
    </Flex>
  );
}
