/** The name of a place that a list knows by its code, and the way to its page. All of a county's are asked for once. */
import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { PlacesDocument, type PlacesQuery } from './places.generated.ts';

export function PlaceName({ of: code }: { readonly of: string }) {
  const { data } = useQuery(PlacesDocument, { fetchPolicy: 'cache-first' });
  const name = namesOf(data).get(code) ?? code;
  if (code.length === 14) return <Link to={`/compounds/${code}`}>{name}</Link>;
  if (code.length === 12) return <Link to={`/communities/${code}`}>{name}</Link>;
  return <>{name}</>;
}

const known = new WeakMap<object, ReadonlyMap<string, string>>();

function namesOf(data: PlacesQuery | undefined): ReadonlyMap<string, string> {
  if (!data?.county) return new Map();
  const before = known.get(data);
  if (before) return before;
  const { county } = data;
  const compounds = county.communities.flatMap((community) => community.compounds ?? []);
  const names = new Map(
    [county, ...county.streets, ...county.communities, ...compounds].map(({ code, name }) => [code, name]),
  );
  known.set(data, names);
  return names;
}
