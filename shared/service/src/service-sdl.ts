/** What services say alike, written once in the name of each. */
import { knownField } from './register/elsewhere.ts';
import type { ServiceName } from './service.ts';

export const serviceTerms: Readonly<Record<ServiceName, string>> = {
  organization: '组织服务',
  volunteers: '志愿服务',
  property: '物业服务',
  economy: '经济服务',
  workflows: '流程服务',
};

/** Its part of the trail of an object. */
export function trailSdl(service: ServiceName): string {
  return `
"The trail of an object or of a county 审计记录: each service has the lines that its own writes left."
type AuditTrail @key(fields: "county type id") {
  "The county 县代码."
  county: ID!
  "The type of the object 对象类型; empty where the trail is of all types."
  type: String!
  "The key of the object 对象编号; empty where the trail is not of one object."
  id: ID!
  "What was done in the ${service} service 操作记录（${serviceTerms[service]}）: of one object the oldest first, else the newest first. Auditors and administrators."
  ${service}("Only those that fit 筛选." filter: AuditFilter): AuditEntryConnection
    @requiresScopes(scopes: [["audit:read"]])
  "What has been done in the ${service} service so far 操作种类（${serviceTerms[service]}）, to choose from. Auditors and administrators."
  ${service}Actions: [AuditAction!] @listSize(assumedSize: 40) @requiresScopes(scopes: [["audit:read"]])
}
`;
}

/** Its part of how all services are. */
export function healthSdl(service: ServiceName): string {
  return `
"How the parts of the system are 系统状况; a service that does not answer is null."
type SystemHealth @key(fields: "id") {
  "Always the same 编号."
  id: ID!
  "How the ${service} service is 服务状况（${serviceTerms[service]}）. Administrators."
  ${service}: ServiceHealth @requiresScopes(scopes: [["operations:read"]])
}
`;
}

/** Which of its objects are there. */
export function knownSdl(service: ServiceName): string {
  return `
extend type Query {
  "Of these objects of the ${service} service 已有对象（${serviceTerms[service]}）, those that are there; for other services, before they refer to one."
  ${knownField(service)}("The type of the objects 对象类型." type: String!, "Their keys 对象编号." keys: [ID!]!): [ID!]
    @listSize(assumedSize: 200)
    @policy(policies: [["system"]])
    @tag(name: "internal")
}
`;
}
