/** What the figures of this service are called, and how the programme prints them. */
import { called, exactly, type FigureWordsOf, moreThan } from '@hh/service/figure-words.ts';
import type { figures } from './figures.store.ts';

export const figureWords: FigureWordsOf<typeof figures> = {
  premisesRecovered: called('收回公共服务用房', 'Premises recovered', exactly('452', '452处')),
  premisesAreaM2: called('收回用房面积', 'Area recovered', exactly('61800.00', '6.18万平方米', '61,800 m²')),
  concurrentDirectors: called('书记兼任业委会主任', 'Secretaries who direct the committee', exactly('9', '9名')),
  crossAppointments: called('双向进入、交叉任职', 'Cross-appointments'),
  consultationItemsResolved: called('三方议事解决难题', 'Solved by three-party consultation', exactly('138', '138件')),
  countyLeads: called('县级领导帮包', 'County leaders in charge', exactly('8', '8名')),
  streetLeads: called('街道干部、红领书记靠上', 'Street leaders attached', exactly('12', '12名')),
  inspections: called('现场办公、检查督导', 'On-site sessions and inspections', exactly('45', '45次')),
  findingsResolved: called('整治解决问题', 'Solved by rectification', moreThan('160', '160余件')),
};
