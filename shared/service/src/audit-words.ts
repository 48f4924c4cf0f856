/**
 * What an action and an object of the trail are called. Both are told by the graph's own descriptions, English and a Chinese
 * term, so that they are called here as they are there; what is in no graph stands in the two tables.
 */
import type { GraphQLSchema } from 'graphql';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What is done by a file, by a command of the set-up, or by a mutation that each book has under a name of its own. */
const otherActions: Readonly<Record<string, Words>> = {
  assertBalance: { zh: '登记余额核对', en: 'Records what an account holds by a source outside of the book' },
  withdrawAssertion: { zh: '撤回余额核对', en: 'Withdraws an asserted balance' },
  proposeMonth: { zh: '提请封账', en: 'Proposes to seal a month of the book' },
  sealMonth: { zh: '封账', en: 'Seals a month of the book' },
  proposeYear: { zh: '提请年终结转', en: 'Proposes to carry a year forward' },
  carryYear: { zh: '年终结转', en: 'Carries a year forward' },
  uploadStatement: { zh: '上传经营报表', en: 'Sends a file of entries' },
  uploadBankStatement: { zh: '上传银行对账单', en: 'Sends a bank statement' },
  importBankStatement: { zh: '导入银行对账单', en: 'Imports a bank statement' },
  attachToBreak: { zh: '附差异证明', en: 'Adds a document to a break' },
  registerPlaces: { zh: '登记地点', en: 'Registers places' },
  registerPeople: { zh: '登记人员', en: 'Registers people' },
  registerCompounds: { zh: '登记小区', en: 'Registers compounds' },
  registerBuildings: { zh: '登记楼栋', en: 'Registers buildings' },
  registerEnterprises: { zh: '登记合作企业', en: 'Registers partner enterprises' },
  openDemoAccounts: { zh: '开通演示账户', en: 'Opens the accounts of the demonstration' },
  // What follows from something else that is done.
  openRectification: { zh: '发起黄旗整改', en: 'Opens a rectification' },
  requestPersonalData: { zh: '申请个人信息', en: 'Asks for what is kept about the person' },
  earnHours: { zh: '计入服务时长', en: 'Counts hours of service' },
  beginCommitteeMembership: { zh: '业委会委员任职', en: "Begins a membership of an owners' committee" },
  recordHire: { zh: '登记录用', en: 'Records a hire' },
  erasePersonDetails: { zh: '删除个人信息明细', en: 'Erases the details of a person' },
};

const otherTypes: Readonly<Record<string, Words>> = {
  Place: { zh: '地点', en: 'Place' },
  Account: { zh: '账户', en: 'Account' },
};

/** The word itself where nothing is known of it, such as of a mutation that there is no more. */
export function actionInWords(schema: GraphQLSchema, action: string): Words {
  const description = schema.getMutationType()?.getFields()[action]?.description;
  return wordsOf(description) ?? otherActions[action] ?? { zh: action, en: action };
}

/** `BankStatement` is 对账单, and a bank statement. */
export function typeInWords(schema: GraphQLSchema, type: string): Words {
  const words = wordsOf(schema.getType(type)?.description);
  return words ? { zh: words.zh, en: apart(type) } : (otherTypes[type] ?? { zh: type, en: apart(type) });
}

/** "Gives a person a role at a scope 授权; never oneself.": what stands before the Chinese term, and the term. */
export function wordsOf(description: string | null | undefined): Words | null {
  const [, en, zh] = /^(.+?)\s*(“?\p{Script=Han}[\p{Script=Han}“”、+]*)/su.exec(description ?? '') ?? [];
  return en && zh ? { zh, en: en.replaceAll('\n', ' ') } : null;
}

function apart(type: string): string {
  return type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
