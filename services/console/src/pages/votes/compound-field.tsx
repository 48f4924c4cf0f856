/** A compound of a street, by its name, below its community. */
import { useQuery } from '@apollo/client/react';
import { Select } from 'antd';
import { Failure } from '../../kit/failure.tsx';
import { CompoundsOfStreetDocument } from './votes.generated.ts';

interface CompoundFieldProps {
  readonly street: string;
  /** Given by the form. */
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (compound: string) => void;
}

export function CompoundField({ street, ...field }: CompoundFieldProps) {
  const { data, loading, error, refetch } = useQuery(CompoundsOfStreetDocument, { variables: { code: street } });
  if (error) return <Failure error={error} again={() => refetch()} />;
  return (
    <Select
      {...field}
      loading={loading}
      showSearch={{ optionFilterProp: 'label' }}
      options={(data?.street?.communities ?? []).map(({ code, name, compounds }) => ({
        key: code,
        label: name,
        options: (compounds ?? []).map((compound) => ({ value: compound.code, label: compound.name })),
      }))}
    />
  );
}
