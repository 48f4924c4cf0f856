/** Another open request of the compound, by its number and title; asked for when it is to be chosen. */
import { useQuery } from '@apollo/client/react';
import { Select } from 'antd';
import { Failure } from '../../kit/failure.tsx';
import { OpenRequestsBesideDocument } from './requests.generated.ts';

interface OtherRequestProps {
  readonly than: string;
  readonly compound: string;
  /** Given by the form. */
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (request: string) => void;
}

export function OtherRequest({ than, compound, ...field }: OtherRequestProps) {
  const { data, loading, error, refetch } = useQuery(OpenRequestsBesideDocument, { variables: { code: compound } });
  if (error) return <Failure error={error} again={() => refetch()} />;
  const others = data?.compound?.requests?.edges.flatMap(({ node }) => (node && node.id !== than ? [node] : [])) ?? [];
  return (
    <Select
      {...field}
      loading={loading}
      showSearch={{ optionFilterProp: 'label' }}
      options={others.map(({ id, no, title }) => ({ value: id, label: `${no} ${title}` }))}
    />
  );
}
