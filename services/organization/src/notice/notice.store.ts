import { defineRegister, type Look } from '@hh/service/register/register.ts';
import { calendarFrom } from '../calendar/calendar.store.ts';
import { countyCode } from '../place/place.ts';
import { drafted, noticeExtra, noticeFields, noticeStates } from './notice.ts';
import { filed, objectionExtra, objectionFields, objectionStates } from './objection.ts';

/** The working days from today on, which publications and deadlines are counted by. */
const calendar: Look = async ([row], { parts }) => {
  const place = String(row?.place ?? row?.compound);
  return await calendarFrom(parts, countyCode(place), parts.clock.today());
};

export const notices = defineRegister({
  type: 'Notice',
  collection: 'notices',
  fields: noticeFields,
  extra: noticeExtra,
  place: 'place',
  create: { mutation: 'draftNotice', may: 'notices:draft', state: 'DRAFT', decide: drafted },
  states: noticeStates,
  looks: { publishNotice: calendar },
  numbered: 'no',
  unique: [{ name: 'one notice of a number', fields: ['no'] }],
  indexes: [
    { name: 'hash', key: { contentHash: 1 } },
    { name: 'subject', key: { county: 1, subjectType: 1, subjectId: 1 } },
    { name: 'about', key: { subjectId: 1, subjectType: 1 } },
  ],
  read: 'notices:read',
  open: { isPublic: true },
  order: ['no'],
});

export const objections = defineRegister({
  type: 'Objection',
  collection: 'objections',
  fields: objectionFields,
  extra: objectionExtra,
  place: 'compound',
  create: { mutation: 'fileObjection', may: 'objections:file', state: 'FILED', decide: filed },
  states: objectionStates,
  looks: { fileObjection: calendar },
  unique: [{ name: 'one open objection of a person', fields: ['notice', 'by'], where: { isOpen: true } }],
  indexes: [{ name: 'notice', key: { notice: 1, filedOn: 1, _id: 1 } }],
  read: 'objections:read',
  readBy: ['by'],
  order: ['filedOn'],
});
