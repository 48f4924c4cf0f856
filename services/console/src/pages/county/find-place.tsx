/** The way to somebody's own community and compound, by a part of the name, or from all of them where nothing is typed. */
import { useQuery } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useChoice } from '../../kit/list-page.ts';
import '../../kit/plain-button.css';
import { textsOf, useTexts } from '../../language/text.ts';
import { AllPlaces } from './all-places.tsx';
import './find-place.css';
import { FindPlaceDocument } from './places.generated.ts';

const texts = textsOf({
  label: ['找我的小区或社区', 'Find your compound or community'],
  example: ['名称或拼音首字母，例如 翠宁苑、cny', 'Name or initials, such as cny'],
  find: ['查找', 'Find'],
  nothing: (text: string) => [
    `没有名称含“${text}”的小区或社区，请换个词，或者`,
    `No compound or community has “${text}” in its name: try another word, or`,
  ],
  all: ['查看全部小区', 'see them all'],
  revenue: ['公共收益公示', 'Public revenue'],
});

const LONGEST = 40;

export function FindPlace() {
  const t = useTexts(texts);
  const [wanted, want] = useChoice('find', null);
  const [typed, setTyped] = useState(wanted ?? '');
  const asked = useQuery(FindPlaceDocument, { variables: { text: wanted ?? '' }, skip: !wanted });
  const find = (event: FormEvent) => {
    event.preventDefault();
    want(typed.trim());
  };
  const all = () => {
    setTyped('');
    want('');
  };
  return (
    <search className="find-place">
      <form onSubmit={find}>
        <label htmlFor="find-place">{t.label}</label>
        <input
          id="find-place"
          type="search"
          maxLength={LONGEST}
          placeholder={t.example}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <button type="submit" className="plain-button primary">
          {t.find}
        </button>
      </form>
      {wanted === '' && <AllPlaces />}
      {wanted && (
        <Answer to={asked}>
          {({ search }) => {
            const [compounds, communities] = [search?.compounds ?? [], search?.communities ?? []];
            return (
              <ul aria-live="polite">
                {compounds.map(({ code, name, community }) => (
                  <li key={code}>
                    <Link to={`/compounds/${code}`}>{name}</Link> <small>{community?.name}</small>{' '}
                    <Link to={`/public/${code}`} aria-label={`${name} ${t.revenue}`}>
                      {t.revenue}
                    </Link>
                  </li>
                ))}
                {communities.map(({ code, name }) => (
                  <li key={code}>
                    <Link to={`/communities/${code}`}>{name}</Link>
                  </li>
                ))}
                {compounds.length + communities.length === 0 && (
                  <li>
                    {t.nothing(wanted)}{' '}
                    <button type="button" className="plain-button small" onClick={all}>
                      {t.all}
                    </button>
                  </li>
                )}
              </ul>
            );
          }}
        </Answer>
      )}
    </search>
  );
}
