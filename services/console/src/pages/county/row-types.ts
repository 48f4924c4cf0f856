/** What figures are counted from, in words. */
import { textsOf, useTexts } from '../../language/text.ts';

const rowTypes = textsOf({
  GeneralBranch: ['社区党总支', 'General branch'],
  Branch: ['小区党支部', 'Branch'],
  Group: ['楼宇党小组', 'Group'],
  HubHousehold: ['党员中心户', 'Hub household'],
  Appointment: ['任职', 'Appointment'],
  Post: ['岗位', 'Post'],
  Initiative: ['行动', 'Initiative'],
  ServiceStation: ['党群服务站', 'Service station'],
  StationInvestment: ['建设投入', 'Investment'],
  LadderRung: ['培养层级', 'Rung'],
  Commendation: ['表彰', 'Commendation'],
  PressConference: ['社情发布会', 'Press conference'],
  ServiceRequest: ['诉求', 'Request'],
  JointMeetingMatter: ['联席会议事项', 'Matter of a joint meeting'],
  VolunteerCenter: ['志愿服务中心', 'Volunteer centre'],
  VolunteerZone: ['片区', 'Zone'],
  ZoneCommunity: ['片区社区', 'Community in a zone'],
  VolunteerTeam: ['志愿服务队', 'Volunteer team'],
  VolunteerActivity: ['志愿服务活动', 'Activity'],
  ServiceBrand: ['服务品牌', 'Service brand'],
  ProjectCategory: ['项目类别', 'Category'],
  ConvenienceProject: ['便民项目', 'Convenience project'],
  ServiceMeasure: ['服务措施', 'Measure'],
  MicroService: ['微服务', 'Micro-service'],
  Premises: ['公共服务用房', 'Premises'],
  OwnersCommitteeMember: ['业委会成员', "Member of an owners' committee"],
  ConsultationItem: ['议事事项', 'Item of consultation'],
  KeyCompound: ['重点小区', 'Key compound'],
  Inspection: ['督导检查', 'Inspection'],
  Finding: ['整治问题', 'Finding'],
  JobPosting: ['招聘岗位', 'Vacancy'],
  Hire: ['招引人才', 'Hire'],
  Company: ['强社公司', 'Company'],
  RevenuePoint: ['创富共富点位', 'Revenue point'],
  RuleList: ['清单', 'List'],
  CooperationAgreement: ['合作协议', 'Cooperation'],
  Discount: ['居民优惠', 'Discount'],
  CompanyJob: ['就业岗位', 'Job'],
  other: ['记录', 'Row'],
});

export function useRowType(): (type: string) => string {
  const t = useTexts(rowTypes) as Readonly<Record<string, string>>;
  return (type) => t[type] ?? t.other ?? type;
}
