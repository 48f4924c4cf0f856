/** A secret, this once: nobody can show it again. */
import { Button, Flex, Typography } from 'antd';
import { Notice } from '../../kit/notice.tsx';
import { textsOf, useTexts } from '../../language/text.ts';

export interface Shown {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
}

const texts = textsOf({
  title: (name: string) => [`“${name}”的新密钥，只显示这一次`, `The new secret of "${name}", shown this once`],
  about: [
    '请立即复制到贵单位系统并妥善保管；关闭后无法再查看。',
    'Copy it into your system now and keep it safe: once closed it cannot be seen again.',
  ],
  id: ['客户端编号', 'Client id'],
  secret: ['密钥', 'Secret'],
  close: ['已保存，关闭', 'Kept it, close'],
});

export function ShownSecret({ of, close }: { readonly of: Shown; readonly close: () => void }) {
  const t = useTexts(texts);
  return (
    <Notice
      role="status"
      type="success"
      title={t.title(of.name)}
      description={
        <Flex vertical gap={8} align="flex-start">
          {t.about}
          <div>
            {t.id}:{' '}
            <Typography.Text copyable code>
              {of.id}
            </Typography.Text>
          </div>
          <div>
            {t.secret}:{' '}
            <Typography.Text copyable code>
              {of.secret}
            </Typography.Text>
          </div>
          <Button onClick={close}>{t.close}</Button>
        </Flex>
      }
    />
  );
}
