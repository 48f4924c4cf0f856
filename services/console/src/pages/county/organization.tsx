/**
 * The four tiers of the Party: county, general branches of communities, branches of compounds, groups of buildings, hub
 * households. Each tier is asked for when it is opened; what is chosen is told beside the tree.
 */
import { useApolloClient, useQuery } from '@apollo/client/react';
import { Card, Flex, Tree, Typography } from 'antd';
import { useState } from 'react';
import { Answer } from '../../kit/answer.tsx';
import { Failure } from '../../kit/failure.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import {
  BranchesOfDocument,
  GroupsOfDocument,
  OrganizationTreeDocument,
  type OrganizationTreeQuery,
} from './organization.generated.ts';
import { UnitCard } from './unit-card.tsx';
import { branchUnits, generalBranchUnits, groupUnits, type Unit, withChildren } from './units.ts';

const texts = textsOf({
  tree: ['四级组织架构', 'The four tiers'],
  how: [
    '点开社区党总支，依次查看小区党支部、楼宇党小组和党员中心户。',
    'Open a general branch to see its branches, their groups and hub households.',
  ],
  keys: ['键盘：↑↓ 移动，→ 展开，← 收起，回车选择。', 'Keys: ↑↓ move, → opens, ← closes, Enter chooses.'],
  choose: ['选择一个组织，查看负责人。', 'Choose a unit to see who is responsible.'],
});

/** As high as most windows leave room for: what is open beyond it scrolls. */
const TREE_PX = 620;

export default function Organization() {
  const asked = useQuery(OrganizationTreeDocument);
  return <Answer to={asked}>{(data) => <Tiers key={data.county?.code} begun={data} />}</Answer>;
}

function Tiers({ begun }: { readonly begun: OrganizationTreeQuery }) {
  const t = useTexts(texts);
  const client = useApolloClient();
  const [units, setUnits] = useState<readonly Unit[]>(() => generalBranchUnits(begun));
  const [chosen, setChosen] = useState<Unit | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const open = async (unit: Unit) => {
    if (unit.children) return;
    setFailure(null);
    try {
      const children =
        unit.tier === 'GENERAL_BRANCH'
          ? branchUnits(
              (await client.query({ query: BranchesOfDocument, variables: { community: unit.place ?? '' } })).data,
            )
          : groupUnits((await client.query({ query: GroupsOfDocument, variables: { branch: unit.id } })).data);
      setUnits((now) => withChildren(now, unit.key, children));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <Typography.Paragraph type="secondary">
        {t.how} <span className="keys">{t.keys}</span>
      </Typography.Paragraph>
      {failure ? <Failure error={failure} /> : null}
      <div className="tiers">
        <Card size="small">
          <Tree<Unit>
            aria-label={t.tree}
            treeData={units as Unit[]}
            loadData={open}
            height={TREE_PX}
            blockNode
            onSelect={(_, { node }) => setChosen(node)}
            selectedKeys={chosen ? [chosen.key] : []}
            titleRender={({ name, leader }) => (
              <Flex gap={8} wrap>
                <span>{name}</span>
                {leader && <Typography.Text type="secondary">{leader}</Typography.Text>}
              </Flex>
            )}
          />
        </Card>
        <div aria-live="polite">
          {chosen ? <UnitCard of={chosen} /> : <Typography.Paragraph type="secondary">{t.choose}</Typography.Paragraph>}
        </div>
      </div>
    </>
  );
}
