/** In which assembly a vote is held: one of the compound's, or one that is convened here. */
import { useQuery } from '@apollo/client/react';
import { Flex, Form, Input, Select } from 'antd';
import type { AssemblyForm, AssemblyKind } from '../../graph/types.ts';
import { Failure } from '../../kit/failure.tsx';
import { FieldsButton } from '../../kit/fields-button.tsx';
import { optionsOf } from '../../kit/options-of.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { AssembliesOfDocument, ConveneAssemblyDocument } from './votes.generated.ts';
import { assemblyForms, assemblyKinds } from './words.ts';

const texts = textsOf({
  assembly: ['业主大会会议（可不填）', 'Assembly (optional)'],
  none: ['还没有业主大会会议。', 'No assembly has been convened.'],
  convene: ['召开业主大会会议', 'Convene an assembly'],
  kind: ['会议性质', 'Why it meets'],
  form: ['会议形式', 'How it meets'],
  heldOn: ['日期', 'Day'],
  agenda: ['议程', 'Agenda'],
});

interface Convened {
  readonly kind: AssemblyKind;
  readonly form: AssemblyForm;
  readonly heldOn: string;
  readonly agenda: string;
}

export function AssemblyField({ compound }: { readonly compound: string }) {
  const t = useTexts(texts);
  const [kinds, forms] = [useTexts(assemblyKinds), useTexts(assemblyForms)];
  const { today } = useViewer();
  const usual: Partial<Convened> = { kind: 'EXTRAORDINARY', form: 'WRITTEN', heldOn: today };
  const { data, loading, error, refetch } = useQuery(AssembliesOfDocument, { variables: { code: compound } });
  if (error) return <Failure error={error} again={() => refetch()} />;
  const assemblies = data?.compound?.assemblies.edges.map(({ node }) => node) ?? [];
  return (
    <>
      <Form.Item name="assembly" label={t.assembly} style={{ marginBottom: 8 }}>
        <Select
          allowClear
          loading={loading}
          notFoundContent={t.none}
          options={assemblies.toReversed().map(({ id, kind, form, heldOn }) => ({
            value: id,
            label: [heldOn, kinds[kind], forms[form]].join(' · '),
          }))}
        />
      </Form.Item>
      <Flex style={{ marginBottom: 24 }}>
        <FieldsButton
          document={ConveneAssemblyDocument}
          variables={(said: Convened, clientMutationId) => ({ input: { ...said, compound, clientMutationId } })}
          values={usual}
          fields={[
            ['kind', t.kind, <Select key="kind" options={optionsOf(kinds)} />],
            ['form', t.form, <Select key="form" options={optionsOf(forms)} />],
            ['heldOn', t.heldOn, <Input key="heldOn" type="date" style={{ width: 180 }} />],
            ['agenda', t.agenda, <Input.TextArea key="agenda" rows={3} maxLength={2000} />],
          ]}
        >
          {t.convene}
        </FieldsButton>
      </Flex>
    </>
  );
}
