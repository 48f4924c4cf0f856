/** Operations to begin with: each opens in GraphiQL, asked by who may, with its variables. */
import { Button, Collapse, Flex, Typography } from 'antd';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { Code } from './code.tsx';
import { askers, examples, graphiqlAddress } from './examples.ts';

const texts = textsOf({
  about: [
    '一个地址 POST /graphql，一张图。点开示例查看语句，或在 GraphiQL 中直接运行（身份与变量值已填好）。',
    'One address, POST /graphql, one graph. Look at an example, or run it in GraphiQL, where who asks and the variables are filled in.',
  ],
  open: ['在 GraphiQL 中打开', 'Open in GraphiQL'],
  empty: ['打开空白 GraphiQL', 'Open an empty GraphiQL'],
  by: (who: Text) => [`身份：${who[0]}`, `asked by: ${who[1]}`],
  nobody: ['无需登录', 'no sign-in needed'],
  query: ['语句', 'Operation'],
});

export function Examples() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <>
      <Flex wrap gap={12} justify="space-between" style={{ marginBottom: 12 }}>
        <Typography.Text>{t.about}</Typography.Text>
        <Button href="/graphql" target="_blank">
          {t.empty}
        </Button>
      </Flex>
      <Collapse
        defaultActiveKey={['home']}
        items={examples.map((example) => ({
          key: example.name,
          label: (
            <Flex wrap justify="space-between" gap="0 12px">
              {say(example.title, language)}
              <small>{example.persona ? t.by(askers[example.persona]) : t.nobody}</small>
            </Flex>
          ),
          children: (
            <>
              <Code label={t.query} of={example.query} />
              <Button type="primary" href={graphiqlAddress(example)} target="_blank" data-example={example.name}>
                {t.open}
              </Button>
            </>
          ),
        }))}
      />
    </>
  );
}
