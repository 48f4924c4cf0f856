/* Written by npm run documents. */
export type AcceptRequestInput = {
  id: string;
  version?: number | null | undefined;
};

export type AccountCategory =
  | 'ASSET'
  | 'EQUITY'
  | 'EXPENSE'
  | 'INCOME'
  | 'LIABILITY';

export type AccountForSpendingInput = {
  id: string;
  receipts: Array<string>;
  version?: number | null | undefined;
};

export type AccountOwnerKind =
  | 'COMPANY'
  | 'COMPOUND'
  | 'SETTLEMENT_OFFICE';

export type AcknowledgeObjectionInput = {
  id: string;
  version?: number | null | undefined;
};

export type ActivateAgreementInput = {
  agreement: string;
  version?: number | null | undefined;
};

export type ActivateTermsInput = {
  agreement: string;
  from: string;
  version?: number | null | undefined;
};

export type AdoptOpinionInput = {
  id: string;
  reply: string;
  version?: number | null | undefined;
};

export type AgreementPeriodState =
  | 'CLOSED'
  | 'OPEN';

export type AgreementState =
  | 'ACTIVE'
  | 'DRAFT'
  | 'ENDED';

export type AllocationState =
  | 'APPROVED'
  | 'COMPUTED'
  | 'CREDITED'
  | 'PAID'
  | 'POSTED'
  | 'PUBLISHED'
  | 'RECONCILED'
  | 'REJECTED'
  | 'SUPERSEDED';

export type AmendTermsInput = {
  agreement: string;
  terms: TermsInput;
  version?: number | null | undefined;
};

export type AnnounceVoteInput = {
  id: string;
  resultNotice: string;
  version?: number | null | undefined;
};

export type AnswerOpinionInput = {
  id: string;
  reply: string;
  version?: number | null | undefined;
};

export type AppointmentRole =
  | 'DEPUTY'
  | 'MEMBER'
  | 'SECRETARY';

export type AppointmentSource =
  | 'COMMUNITY_COMMITTEE'
  | 'OTHER'
  | 'RETIRED_CADRE'
  | 'SOCIAL_WORKER'
  | 'VETERAN';

export type ApproveAllocationInput = {
  allocation: string;
};

export type ApproveExtensionInput = {
  id: string;
  version?: number | null | undefined;
};

export type ApproveMatchBatchInput = {
  batch: string;
  clientMutationId: string;
};

export type ApproveMatchInput = {
  match: string;
};

export type ApproveSetOffInput = {
  match: string;
};

export type ApproveSpendingInput = {
  id: string;
  notice: string;
  version?: number | null | undefined;
};

export type ApproveSpendingReversalInput = {
  id: string;
  version?: number | null | undefined;
};

export type ApproveWriteOffInput = {
  match: string;
};

export type AskForExtensionInput = {
  extensionDays: number;
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type AssemblyForm =
  | 'MEETING'
  | 'WRITTEN';

export type AssemblyKind =
  | 'EXTRAORDINARY'
  | 'REGULAR';

export type AssertionBasis =
  | 'BANK_STATEMENT'
  | 'CONFIRMATION'
  | 'COUNT';

export type AssignBreakInput = {
  assignee?: string | null | undefined;
  assignments?: number | null | undefined;
  break: string;
};

export type AttachEvidenceInput = {
  agreement: string;
  externalRef: string;
  reference: string;
};

export type AttendanceState =
  | 'CHECKED_IN'
  | 'CHECKED_OUT'
  | 'CONFIRMED'
  | 'SIGNED_UP'
  | 'WITHDRAWN';

export type AuditFilter = {
  action?: string | null | undefined;
  by?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
};

export type BalanceSide =
  | 'CREDIT'
  | 'DEBIT'
  | 'LEVEL';

export type BallotChoice =
  | 'ABSTAIN'
  | 'AGAINST'
  | 'FOR';

export type BankColumnInput = {
  field: BankField;
  headers: Array<string>;
};

export type BankDateOrder =
  | 'DMY'
  | 'MDY'
  | 'YMD';

export type BankDecimalMark =
  | 'COMMA'
  | 'POINT';

export type BankField =
  | 'account'
  | 'amount'
  | 'balance'
  | 'bookedAt'
  | 'bookedOn'
  | 'counterparty'
  | 'counterpartyAccount'
  | 'credit'
  | 'debit'
  | 'direction'
  | 'memo'
  | 'payee'
  | 'payeeAccount'
  | 'payer'
  | 'payerAccount'
  | 'reference';

export type BankLineFilter = {
  amountFrom?: string | null | undefined;
  amountTo?: string | null | undefined;
  confidenceFrom?: number | null | undefined;
  counterparty?: string | null | undefined;
  from?: string | null | undefined;
  state?: BankLineState | null | undefined;
  statement?: string | null | undefined;
  suggestedBy?: string | null | undefined;
  text?: string | null | undefined;
  to?: string | null | undefined;
};

export type BankLineState =
  | 'MATCHED'
  | 'UNMATCHED';

export type BankMatchState =
  | 'BOOKED'
  | 'CONFIRMED'
  | 'PROPOSED'
  | 'UNDOING'
  | 'UNDONE';

export type BankNegativeDebits =
  | 'BACK'
  | 'OUT';

export type BankStatementState =
  | 'IMPORTED'
  | 'IMPORTING'
  | 'SIGNED';

export type BookItemFilter = {
  agreement?: string | null | undefined;
  amountFrom?: string | null | undefined;
  amountTo?: string | null | undefined;
  compound?: string | null | undefined;
  from?: string | null | undefined;
  period?: string | null | undefined;
  text?: string | null | undefined;
  to?: string | null | undefined;
};

export type BookItemKind =
  | 'BOOKED'
  | 'OWED';

export type BookMonthAwaits =
  | 'PROPOSAL'
  | 'SEALING';

export type BookMonthState =
  | 'OPEN'
  | 'SEALED';

export type BookYearState =
  | 'CARRIED'
  | 'OPEN'
  | 'PROPOSED';

export type BreakAge =
  | 'OVER_90'
  | 'TO_30'
  | 'TO_60'
  | 'TO_90';

export type BreakCode =
  | 'CREDIT_MISSING'
  | 'DECLARATION_MISSING'
  | 'DECLARED_DIFFERS'
  | 'FEE_NOT_MADE_GOOD'
  | 'OVER_PAID'
  | 'PAYMENT_RETURNED'
  | 'SHORT_PAID'
  | 'TRANSFER_MISSING'
  | 'UNEXPECTED_RECEIPT'
  | 'UNEXPLAINED_PAYMENT'
  | 'UNPAID';

export type BreakFilter = {
  age?: BreakAge | null | undefined;
  agreement?: string | null | undefined;
  assignee?: string | null | undefined;
  code?: Array<BreakCode> | null | undefined;
  compound?: string | null | undefined;
  period?: string | null | undefined;
};

export type BreakOwnerKind =
  | 'OPERATOR'
  | 'OWNERS_BANK'
  | 'SETTLEMENT_OFFICE';

export type CancelAttendanceInput = {
  id: string;
  version?: number | null | undefined;
};

export type CancelVoteInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type CastBallotInput = {
  choice: BallotChoice;
  clientMutationId: string;
  dwelling?: string | null | undefined;
  vote: string;
};

export type CheckInAttendanceInput = {
  id: string;
  version?: number | null | undefined;
};

export type CheckOutAttendanceInput = {
  id: string;
  version?: number | null | undefined;
};

export type ClaimWishInput = {
  id: string;
  unit?: string | null | undefined;
  version?: number | null | undefined;
};

export type ClientInput = {
  client: string;
};

export type CloseNoticeInput = {
  id: string;
  version?: number | null | undefined;
};

export type ClosePeriodInput = {
  agreement: string;
  closings?: number | null | undefined;
  period: string;
};

export type CloseVoteInput = {
  id: string;
  version?: number | null | undefined;
};

export type CollectWishInput = {
  budget?: string | null | undefined;
  clientMutationId: string;
  compound: string;
  targetGroup: TargetGroup;
  title: string;
  wisher: string;
};

export type CommentOnBreakInput = {
  break: string;
  clientMutationId: string;
  evidence?: string | null | undefined;
  text: string;
};

export type ConfirmMatchInput = {
  bankAccount: string;
  clientMutationId?: string | null | undefined;
  items: Array<MatchedItemInput>;
  lines: Array<MatchedLineInput>;
  operator?: string | null | undefined;
  returns?: string | null | undefined;
  variance?: MatchVariance | null | undefined;
};

export type ConfirmSuggestionsInput = {
  bankAccount: string;
  clientMutationId: string;
  suggestions: Array<ConfirmedSuggestionInput>;
};

export type ConfirmVoteInput = {
  id: string;
  version?: number | null | undefined;
};

export type ConfirmWishInput = {
  feedback?: string | null | undefined;
  id: string;
  version?: number | null | undefined;
};

export type ConfirmedSuggestionInput = {
  operator?: string | null | undefined;
  suggestion: string;
  variance?: MatchVariance | null | undefined;
};

export type ConveneAssemblyInput = {
  agenda: string;
  clientMutationId: string;
  compound: string;
  form: AssemblyForm;
  heldOn: string;
  kind: AssemblyKind;
};

export type CreateAgreementInput = {
  business: VentureBusiness;
  code: string;
  commonPartsVote?: string | null | undefined;
  community: string;
  name: string;
  operator: string;
  terms: Array<TermsInput>;
  usesCommonParts: boolean;
};

export type CreateClientInput = {
  enterprise: string;
  name: string;
};

export type DeclareNotFeasibleInput = {
  id: string;
  reason: string;
  reply: string;
  version?: number | null | undefined;
};

export type DeclareShareInput = {
  agreement: string;
  amount: string;
  declarations?: number | null | undefined;
  period: string;
};

export type DeliverWishInput = {
  id: string;
  photos?: Array<string> | null | undefined;
  version?: number | null | undefined;
};

export type DispatchRequestInput = {
  id: string;
  role: RequestPost;
  version?: number | null | undefined;
};

export type DisputeEntryInput = {
  agreement: string;
  disputes?: number | null | undefined;
  externalRef: string;
  reason: string;
};

export type DraftNoticeInput = {
  attachments?: Array<NoticeAttachmentInput> | null | undefined;
  body: string;
  clientMutationId: string;
  corrects?: string | null | undefined;
  days?: number | null | undefined;
  kind: NoticeKind;
  place: string;
  subjectId?: string | null | undefined;
  subjectType?: NoticeSubjectType | null | undefined;
  title: string;
};

export type DraftVoteInput = {
  assembly?: string | null | undefined;
  channel: VoteChannel;
  clientMutationId: string;
  compound: string;
  matter: VoteMatter;
  ownersBp?: number | null | undefined;
  text: string;
  title: string;
};

export type EconomyBalanceInput = {
  account: string;
  amount: string;
  basis: AssertionBasis;
  clientMutationId: string;
  county?: string | null | undefined;
  note: string;
  on: string;
};

export type EconomyMonthInput = {
  county?: string | null | undefined;
  period: string;
};

export type EconomyYearInput = {
  county?: string | null | undefined;
  year: number;
};

export type EndAgreementInput = {
  agreement: string;
  endsOn: string;
  reason: string;
  version?: number | null | undefined;
};

export type EnterpriseKind =
  | 'PRIVATE'
  | 'SELF_EMPLOYED'
  | 'SOCIAL'
  | 'STATE';

export type EntryFilter = {
  disputed?: boolean | null | undefined;
  externalRef?: string | null | undefined;
  kind?: EntryKind | null | undefined;
  late?: boolean | null | undefined;
  period?: string | null | undefined;
  withoutEvidence?: boolean | null | undefined;
};

export type EntryInput = {
  amount: string;
  externalRef: string;
  kind: EntryKind;
  memo?: string | null | undefined;
  occurredOn: string;
  projectCode?: string | null | undefined;
  reverses?: string | null | undefined;
};

export type EntryKind =
  | 'COST'
  | 'REVENUE';

export type EntryOutcome =
  | 'DUPLICATE'
  | 'POSTED'
  | 'REJECTED';

export type EntrySource =
  | 'API'
  | 'FILE';

export type EscalateRequestInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type FigureUnit =
  | 'BP'
  | 'CNY'
  | 'COUNT'
  | 'M2'
  | 'PERSONS'
  | 'PERSON_TIMES';

export type FileObjectionInput = {
  clientMutationId: string;
  compound: string;
  notice: string;
  text: string;
};

export type FileVoteInput = {
  id: string;
  version?: number | null | undefined;
};

export type Flag =
  | 'NONE'
  | 'RED'
  | 'YELLOW';

export type GrantRoleInput = {
  clientMutationId: string;
  county: string;
  person: string;
  role: string;
  scope: string;
  since: string;
};

export type InvalidateVoteInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type JoinActivityInput = {
  activity: string;
  clientMutationId: string;
};

export type JournalFilter = {
  account?: string | null | undefined;
  agreement?: string | null | undefined;
  compound?: string | null | undefined;
  period?: string | null | undefined;
  sourceKind?: string | null | undefined;
  through?: string | null | undefined;
  voucherNumber?: string | null | undefined;
};

export type MatchBankAccountInput = {
  bankAccount: string;
};

export type MatchBatchKind =
  | 'APPROVE'
  | 'OPEN_LINES'
  | 'SUGGESTIONS'
  | 'UNDO';

export type MatchBatchState =
  | 'DONE'
  | 'FAILED'
  | 'RUNNING';

export type MatchVariance =
  | 'ADVANCE'
  | 'FEE'
  | 'INTEREST'
  | 'WRITE_OFF';

export type MatchedItemInput = {
  amount?: string | null | undefined;
  item: string;
};

export type MatchedLineInput = {
  amount?: string | null | undefined;
  line: string;
};

export type Mechanism =
  | 'ACTIVATED_FACTORS'
  | 'JOINT_BUILDING'
  | 'KEY_BREAKTHROUGHS'
  | 'SYSTEMATIC_PLANNING';

export type MergeRequestInput = {
  id: string;
  mergedInto: string;
  version?: number | null | undefined;
};

export type NoticeAttachmentInput = {
  name: string;
  sha256: string;
};

export type NoticeKind =
  | 'APPOINTMENT'
  | 'COMMENDATION'
  | 'COMMUNITY_AFFAIRS'
  | 'ELECTION_ROLL'
  | 'HUB_HOUSEHOLDS'
  | 'OTHER'
  | 'PARTY_ADMISSION'
  | 'PRESS_CONFERENCE'
  | 'PRESS_MINUTES'
  | 'PUBLIC_REVENUE'
  | 'RECTIFICATION'
  | 'RULE_LIST'
  | 'VOLUNTEER_HOURS'
  | 'VOTE'
  | 'VOTE_RESULT'
  | 'WISHES';

export type NoticeState =
  | 'CLOSED'
  | 'DRAFT'
  | 'OBJECTED'
  | 'PUBLISHED'
  | 'WITHDRAWN';

export type NoticeSubjectType =
  | 'Agreement'
  | 'Allocation'
  | 'Appointment'
  | 'Commendation'
  | 'Community'
  | 'Compound'
  | 'Nomination'
  | 'PressConference'
  | 'Promotion'
  | 'PublicRevenueSpending'
  | 'Publication'
  | 'RuleList'
  | 'Vote';

export type NoticeVoteInput = {
  closesAt: string;
  id: string;
  notice: string;
  opensAt: string;
  version?: number | null | undefined;
};

export type ObjectionState =
  | 'ACKNOWLEDGED'
  | 'FILED'
  | 'REJECTED'
  | 'UPHELD'
  | 'WITHDRAWN';

export type OpenBankAccountInput = {
  bank: string;
  code: string;
  compound?: string | null | undefined;
  nameEn: string;
  nameZh: string;
  number: string;
};

export type OpenVoteInput = {
  id: string;
  version?: number | null | undefined;
};

export type OwnersBalanceInput = {
  account: string;
  amount: string;
  basis: AssertionBasis;
  clientMutationId: string;
  county?: string | null | undefined;
  note: string;
  on: string;
};

export type OwnersMonthInput = {
  county?: string | null | undefined;
  period: string;
};

export type PaperBallotInput = {
  castBy?: string | null | undefined;
  choice: BallotChoice;
  dwelling: string;
  evidence: string;
  invalidBecause?: string | null | undefined;
  proxyOf?: string | null | undefined;
  receivedAt: string;
};

export type PartyTier =
  | 'BRANCH'
  | 'GENERAL_BRANCH'
  | 'GROUP'
  | 'HUB_HOUSEHOLD';

export type PostEntriesInput = {
  agreement: string;
  entries: Array<EntryInput>;
};

export type PostKind =
  | 'BUILDING_CHIEF'
  | 'GRID_WORKER'
  | 'SOCIAL_WORKER'
  | 'STATION_STAFF';

export type PremisesPurpose =
  | 'CARE'
  | 'CULTURE'
  | 'OTHER'
  | 'OWNERS_COMMITTEE'
  | 'PROPERTY_OFFICE'
  | 'SERVICE_STATION';

export type PremisesState =
  | 'CLAIMED'
  | 'FOUND'
  | 'IN_DISPUTE'
  | 'IN_USE'
  | 'RECOVERED';

export type ProposeSpendingInput = {
  amount: string;
  clientMutationId: string;
  compound: string;
  purpose: SpendingPurpose;
  title: string;
  vote?: string | null | undefined;
};

export type ProposeSpendingReversalInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type PublicRevenueKind =
  | 'BANK'
  | 'OTHER'
  | 'PROFIT_SHARE'
  | 'REVERSAL'
  | 'SPENDING';

export type PublicRevenueSpendingFilter = {
  purpose?: Array<SpendingPurpose> | null | undefined;
  state?: Array<PublicRevenueSpendingState> | null | undefined;
};

export type PublicRevenueSpendingState =
  | 'ACCOUNTED'
  | 'APPROVED'
  | 'PROPOSED'
  | 'REJECTED'
  | 'REVERSAL_PROPOSED'
  | 'REVERSED';

export type PublicationState =
  | 'CORRECTED'
  | 'PREPARED'
  | 'PUBLISHED'
  | 'REJECTED';

export type PublicationsOfMonthInput = {
  county?: string | null | undefined;
  period: string;
};

export type PublishNoticeInput = {
  id: string;
  version?: number | null | undefined;
};

export type PublishPublicationInput = {
  id: string;
  version?: number | null | undefined;
};

export type RaiseRequestInput = {
  affectedCount: number;
  building?: string | null | undefined;
  category: RequestCategory;
  channel: RequestChannel;
  clientMutationId: string;
  compound: string;
  contact?: string | null | undefined;
  description: string;
  kind: RequestKind;
  photos?: Array<string> | null | undefined;
  reporter?: string | null | undefined;
  source?: string | null | undefined;
  title: string;
  urgency: RequestUrgency;
};

export type RateRequestInput = {
  contacted: boolean;
  id: string;
  resolved: boolean;
  satisfaction: RequestSatisfaction;
  version?: number | null | undefined;
};

export type RecordCallBackInput = {
  answered: boolean;
  contacted?: boolean | null | undefined;
  id: string;
  resolved?: boolean | null | undefined;
  satisfaction?: RequestSatisfaction | null | undefined;
  version?: number | null | undefined;
};

export type RecordPaperBallotsInput = {
  ballots: Array<PaperBallotInput>;
  clientMutationId: string;
  vote: string;
};

export type RefusalCode =
  | 'ACCOUNT_UNKNOWN'
  | 'ACTIVITY_FULL'
  | 'AFTER_AGREEMENT'
  | 'AGREEMENT_NOT_ACTIVE'
  | 'ALREADY_CLAIMED'
  | 'ALREADY_EXISTS'
  | 'ALREADY_MATCHED'
  | 'AMOUNT_MALFORMED'
  | 'AMOUNT_NOT_POSITIVE'
  | 'AMOUNT_TOO_LARGE'
  | 'AMOUNT_TWO_SIDED'
  | 'ANSWERED_BY_OTHERS'
  | 'ATTENDANCE_OVERLAPS'
  | 'BALANCE_TOO_LOW'
  | 'BEFORE_AGREEMENT'
  | 'BEFORE_ITS_BEGINNING'
  | 'BEFORE_THE_LAST'
  | 'BEFORE_VOTING'
  | 'BENEFICIARIES_EMPTY'
  | 'BENEFICIARY_TWICE'
  | 'BENEFICIARY_UNKNOWN'
  | 'BEYOND_TOLERANCE'
  | 'BOOKED_IN_PART'
  | 'BOUNDARY_CROSSES'
  | 'CELL_BROKEN'
  | 'CHANGED_MEANWHILE'
  | 'CHANNEL_NOT_OFFERED'
  | 'CHANNEL_USED'
  | 'CHOICE_UNKNOWN'
  | 'CLAIM_STILL_GOOD'
  | 'CODE_MALFORMED'
  | 'COLUMN_MISSING'
  | 'COLUMN_TWICE'
  | 'COMMITTEE_SIZE'
  | 'COMPOUND_ELSEWHERE'
  | 'CONSENT_MISSING'
  | 'CONSENT_WITHDRAWN'
  | 'CONTACT_OF_REPORTER'
  | 'CORRECTED_ALREADY'
  | 'CORRECTION_DIFFERS'
  | 'CORRECTION_DUE'
  | 'CRITERIA_DIFFER'
  | 'CURSOR_MALFORMED'
  | 'DATES_UNORDERED'
  | 'DATE_BEFORE_START'
  | 'DATE_IN_FUTURE'
  | 'DATE_MALFORMED'
  | 'DECISION_REQUIRED'
  | 'DECLARATION_DIFFERS'
  | 'EARLIER_MONTH_OPEN'
  | 'EARLIER_NOT_APPROVED'
  | 'EARLIER_PERIOD_OPEN'
  | 'EARLIER_REJECTED'
  | 'ENCODING_INVALID'
  | 'ENDS_BEFORE_START'
  | 'END_BY_PROCEDURE'
  | 'ENTRIES_AFTER_END'
  | 'ENTRY_DIFFERS'
  | 'ENTRY_DISPUTED'
  | 'ENTRY_TWICE'
  | 'EVIDENCE_MISSING'
  | 'EXPORT_TOO_LARGE'
  | 'EXTENDED_ALREADY'
  | 'EXTENSION_NOT_ASKED'
  | 'FEES_MISPLACED'
  | 'FEE_EXCEEDED'
  | 'FEE_LIST_MISSING'
  | 'FEE_NOT_LISTED'
  | 'FILES_TOO_MANY'
  | 'FILE_EMPTY'
  | 'FILE_KIND_UNKNOWN'
  | 'FILE_TOO_LARGE'
  | 'FILE_UNREADABLE'
  | 'GIVEN_UP'
  | 'HEADCOUNT_FULL'
  | 'HIRE_TOO_RECENT'
  | 'JOURNAL_CONFLICT'
  | 'JOURNAL_UNBALANCED'
  | 'KEY_REUSED'
  | 'LATER_PERIOD_CLOSED'
  | 'LEVEL_TOO_LOW'
  | 'LEVEL_TOP'
  | 'LINE_TWO_SIDED'
  | 'LIST_SIZE'
  | 'MACHINE_NOT_ALLOWED'
  | 'MATCHES_UNDER_WAY'
  | 'MATCH_DIFFERS'
  | 'MATCH_RETURNED'
  | 'MATTER_NOT_ALLOWED'
  | 'MEETING_PLACE'
  | 'MERGE_NOT_POSSIBLE'
  | 'MONTH_NOT_OVER'
  | 'MONTH_NOT_SEALED'
  | 'MONTH_SEALED'
  | 'MORE_THAN_OPEN'
  | 'NOTICE_DAYS_TOO_FEW'
  | 'NOTICE_ELSEWHERE'
  | 'NOTICE_MISSING'
  | 'NOTICE_NOT_OVER'
  | 'NOTICE_NOT_PUBLIC'
  | 'NOTICE_OF_ANOTHER'
  | 'NOTICE_OF_ANOTHER_KIND'
  | 'NOTICE_STILL_PUBLIC'
  | 'NOTICE_TOO_LATE'
  | 'NOTICE_TOO_SHORT'
  | 'NOTICE_WITHDRAWN'
  | 'NOT_AN_ASSIGNEE'
  | 'NOT_AN_OWNER'
  | 'NOT_A_MEMBER'
  | 'NOT_DUE'
  | 'NOT_FOUND'
  | 'NOT_IN_QUARTER'
  | 'NOT_LAST_CLOSED'
  | 'NOT_ON_ROLL'
  | 'NOT_SATURDAY'
  | 'NOT_THE_CURRENT_PUBLICATION'
  | 'NOT_THE_HOLDER'
  | 'NO_TERMS_IN_FORCE'
  | 'NUMBER_OUT_OF_RANGE'
  | 'OBJECTION_OPEN'
  | 'OPERATOR_NOT_STATE'
  | 'OUT_OF_SCOPE'
  | 'OWNER_REPRESENTED'
  | 'OWNER_UNBALANCED'
  | 'PAGE_SIZE'
  | 'PAGE_TWO_ENDS'
  | 'PARAMETER_MISSING'
  | 'PARTNER_KIND'
  | 'PERIODS_UNORDERED'
  | 'PERIOD_CLOSED'
  | 'PERIOD_MALFORMED'
  | 'PERIOD_NOT_OVER'
  | 'PERSON_TWICE'
  | 'PLACE_OUTSIDE'
  | 'POINT_NOT_OPEN'
  | 'POSTING_CLOSED'
  | 'PREMISES_IN_USE'
  | 'PREMISES_NOT_RECOVERED'
  | 'PROOF_FAILS'
  | 'PUBLISHED_ALREADY'
  | 'RATE_BELOW_VOTE'
  | 'RATE_OUT_OF_RANGE'
  | 'RATING_STILL_POSSIBLE'
  | 'REASON_MISSING'
  | 'REF_LOST_DIGITS'
  | 'REOPENING_TOO_LATE'
  | 'REQUEST_KIND'
  | 'RETURNED_ALREADY'
  | 'RETURN_NOT_ALLOWED'
  | 'REVERSAL_BEFORE_ORIGINAL'
  | 'REVERSAL_DIFFERS'
  | 'REVERSAL_OF_REVERSAL'
  | 'REVERSAL_UNKNOWN'
  | 'REVERSED_ALREADY'
  | 'ROLL_EMPTY'
  | 'ROUTE_NOT_OPEN'
  | 'ROW_MALFORMED'
  | 'ROW_TOO_LONG'
  | 'RUNG_NOT_HELD'
  | 'RUNG_SKIPPED'
  | 'SAME_PERSON'
  | 'SCOPE_MALFORMED'
  | 'SCORES_MISSING'
  | 'SEALING_NOT_PROPOSED'
  | 'SET_OFF_NOT_ALLOWED'
  | 'SHARE_NOT_CREDITED'
  | 'SHEETS_TOO_MANY'
  | 'SOURCE_DIFFERS'
  | 'SPOKESPERSONS_TWO'
  | 'STATEMENT_CONTRADICTS'
  | 'STATEMENT_GAP'
  | 'STATEMENT_OF_ANOTHER_ACCOUNT'
  | 'STATEMENT_OVERLAPS'
  | 'STATEMENT_ROWS_REJECTED'
  | 'STATEMENT_SIGNED'
  | 'STATEMENT_UNBALANCED'
  | 'STATEMENT_WITHOUT_BALANCE'
  | 'STATEMENT_WITHOUT_DAYS'
  | 'STATE_NOT_ALLOWED'
  | 'STEP_NOT_SKIPPABLE'
  | 'STORAGE_FULL'
  | 'TERMS_BEFORE_OPEN_PERIOD'
  | 'TERMS_EMPTY'
  | 'TERMS_START_MID_PERIOD'
  | 'TERMS_UNORDERED'
  | 'TERM_NOT_OVER'
  | 'TERM_OVER'
  | 'TERM_TOO_LONG'
  | 'TEXT_MALFORMED'
  | 'UNDO_NOT_POSSIBLE'
  | 'USCC_INVALID'
  | 'VALUE_MISSING'
  | 'VALUE_NOT_WANTED'
  | 'VALUE_TOO_LONG'
  | 'VALUE_TWICE'
  | 'VARIANCE_NOT_ALLOWED'
  | 'VOTE_CLOSED'
  | 'VOTE_NOT_PASSED'
  | 'VOTE_REQUIRED'
  | 'VOTING_TIME'
  | 'WEIGHTS_NOT_WHOLE'
  | 'WEIGHT_NOT_POSITIVE'
  | 'WRITE_OFF_CAP'
  | 'YEAR_NOT_CARRIED'
  | 'YEAR_NOT_PROPOSED'
  | 'YELLOW_FLAGS_TOO_FEW';

export type RegisterEnterpriseInput = {
  kind: EnterpriseKind;
  name: string;
  trade: string;
  uscc: string;
};

export type RejectAllocationInput = {
  allocation: string;
  reason: string;
};

export type RejectObjectionInput = {
  decision: string;
  id: string;
  version?: number | null | undefined;
};

export type RejectPublicationInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type RejectSpendingInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type RejectSpendingReversalInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type RejoinActivityInput = {
  id: string;
  version?: number | null | undefined;
};

export type ReleaseWishInput = {
  id: string;
  version?: number | null | undefined;
};

export type RemoveBankMappingInput = {
  bank: string;
  header?: Array<string> | null | undefined;
  version: number;
};

export type RemoveBreakFileInput = {
  file: string;
  reason: string;
};

export type ReopenBankStatementInput = {
  reason: string;
  statement: string;
  version?: number | null | undefined;
};

export type ReopenPeriodInput = {
  agreement: string;
  allocation?: string | null | undefined;
  period: string;
  reason: string;
};

export type ReopenRequestInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type RequestCategory =
  | 'GOVERNANCE'
  | 'LIVELIHOOD'
  | 'NEIGHBOURS'
  | 'OTHER'
  | 'PROPERTY_SERVICE'
  | 'SAFETY';

export type RequestChannel =
  | 'BUILDING_VISIT'
  | 'CONSULTATION'
  | 'GRID_PATROL'
  | 'HOTLINE_12345'
  | 'OTHER'
  | 'PRESS_CONFERENCE'
  | 'RESIDENT_APP'
  | 'SECRETARY_DAY';

export type RequestKind =
  | 'OPINION'
  | 'PROBLEM';

export type RequestPost =
  | 'BRANCH_SECRETARY'
  | 'BUILDING_CHIEF'
  | 'COMMUNITY_SECRETARY'
  | 'COUNTY_OFFICER'
  | 'GRID_WORKER'
  | 'SOCIAL_WORKER'
  | 'STREET_OFFICER';

export type RequestSatisfaction =
  | 'BASICALLY_SATISFIED'
  | 'DISSATISFIED'
  | 'SATISFIED';

export type RequestState =
  | 'ACCEPTED'
  | 'ADOPTED'
  | 'ANSWERED'
  | 'CLOSED'
  | 'ESCALATED'
  | 'IN_PROGRESS'
  | 'MERGED'
  | 'NOT_FEASIBLE'
  | 'RECEIVED'
  | 'REOPENED'
  | 'RESOLVED'
  | 'RETURNED'
  | 'WAITING';

export type RequestUrgency =
  | 'COMPLEX'
  | 'NORMAL'
  | 'URGENT';

export type RequestWaiting =
  | 'RESIDENT'
  | 'THIRD_PARTY';

export type ResolveDisputeInput = {
  agreement: string;
  disputes?: number | null | undefined;
  externalRef: string;
  resolution: string;
};

export type ResolveRequestInput = {
  id: string;
  reply: string;
  version?: number | null | undefined;
};

export type ResumeRequestInput = {
  id: string;
  version?: number | null | undefined;
};

export type RetryWorkflowInput = {
  reason?: string | null | undefined;
  workflow: string;
};

export type ReturnRequestInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type RevenuePointKind =
  | 'ADVERTISING'
  | 'CHARGING'
  | 'OTHER'
  | 'RENT';

export type RevenuePointState =
  | 'ACTIVE'
  | 'CLOSED'
  | 'PAUSED'
  | 'PROPOSED'
  | 'VOTED';

export type ReviseNoticeInput = {
  attachments?: Array<NoticeAttachmentInput> | null | undefined;
  body: string;
  days?: number | null | undefined;
  id: string;
  title: string;
  version?: number | null | undefined;
};

export type RevokeRoleInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type RuleListKind =
  | 'DISTRIBUTION'
  | 'FEE'
  | 'USE';

export type SaveBankMappingInput = {
  bank: string;
  columns: Array<BankColumnInput>;
  dateOrder?: BankDateOrder | null | undefined;
  decimalMark?: BankDecimalMark | null | undefined;
  header?: Array<string> | null | undefined;
  inWords?: Array<string> | null | undefined;
  negativeDebits?: BankNegativeDebits | null | undefined;
  outWords?: Array<string> | null | undefined;
  version?: number | null | undefined;
};

export type ServiceRequestFilter = {
  category?: Array<RequestCategory> | null | undefined;
  channel?: Array<RequestChannel> | null | undefined;
  dueBefore?: string | null | undefined;
  heldBy?: RequestPost | null | undefined;
  level?: number | null | undefined;
  open?: boolean | null | undefined;
  state?: Array<RequestState> | null | undefined;
};

export type SettleDeclarationInput = {
  allocation: string;
  reason: string;
};

export type SignBankStatementInput = {
  statement: string;
  version?: number | null | undefined;
};

export type SimulateAllocationInput = {
  periods: Array<SimulatedPeriodInput>;
  terms: Array<SimulatedTermsInput>;
};

export type SimulatedPeriodInput = {
  period: string;
  profit: string;
};

export type SimulatedTermsInput = {
  from: string;
  rateBp: number;
  weights: Array<SimulatedWeightInput>;
};

export type SimulatedWeightInput = {
  beneficiary: string;
  weight: number;
};

export type SkipWorkflowStepInput = {
  reason: string;
  step: string;
  workflow: string;
};

export type SpendingPurpose =
  | 'COMMON_PARTS'
  | 'COMMUNITY_RUNNING'
  | 'MAINTENANCE_FUND'
  | 'OTHER';

export type StartRequestInput = {
  id: string;
  version?: number | null | undefined;
};

export type StartWishInput = {
  id: string;
  version?: number | null | undefined;
};

export type TallyVoteInput = {
  id: string;
  version?: number | null | undefined;
};

export type TargetGroup =
  | 'CHILDREN'
  | 'NEW_EMPLOYMENT'
  | 'OLD'
  | 'SPECIAL_NEED'
  | 'WOMEN'
  | 'YOUTH';

export type TermsInput = {
  from: string;
  rateBp: number;
  weights: Array<TermsWeightInput>;
};

export type TermsState =
  | 'DRAFT'
  | 'IN_FORCE';

export type TermsWeightInput = {
  compound: string;
  weight: number;
};

export type UndoMatchBatchInput = {
  batch: string;
  clientMutationId: string;
  reason: string;
};

export type UndoMatchInput = {
  match: string;
  reason: string;
};

export type UndoWorkflowInput = {
  reason: string;
  workflow: string;
};

export type UnmergeRequestInput = {
  id: string;
  version?: number | null | undefined;
};

export type UpholdObjectionInput = {
  decision: string;
  id: string;
  version?: number | null | undefined;
};

export type UploadState =
  | 'DONE'
  | 'FAILED'
  | 'RUNNING';

export type VentureBusiness =
  | 'ADVERTISING'
  | 'CANTEEN'
  | 'CARE'
  | 'CONVENIENCE_STORE'
  | 'HOUSEKEEPING'
  | 'OTHER'
  | 'PARKING_AND_CHARGING';

export type VolunteerActivityState =
  | 'CANCELLED'
  | 'DONE'
  | 'FULL'
  | 'OPEN'
  | 'PLANNED'
  | 'RUNNING';

export type VolunteerServiceKind =
  | 'CARE'
  | 'LEGAL_AID'
  | 'OTHER'
  | 'POLICY_TALK';

export type VolunteerTeamCategory =
  | 'CHARITY'
  | 'LIVING'
  | 'MUTUAL_AID'
  | 'OTHER';

export type VoteChannel =
  | 'BOTH'
  | 'ONLINE'
  | 'PAPER';

export type VoteClass =
  | 'QUALIFIED'
  | 'SIMPLE';

export type VoteFilter = {
  isUnderWay?: boolean | null | undefined;
  matter?: Array<VoteMatter> | null | undefined;
  state?: Array<VoteState> | null | undefined;
};

export type VoteMatter =
  | 'M1'
  | 'M2'
  | 'M3'
  | 'M4'
  | 'M5'
  | 'M6'
  | 'M7'
  | 'M8'
  | 'M9';

export type VoteState =
  | 'ANNOUNCED'
  | 'CANCELLED'
  | 'CLOSED'
  | 'CONFIRMED'
  | 'DRAFT'
  | 'FILED'
  | 'INVALID'
  | 'NOTICED'
  | 'OPEN'
  | 'TALLIED';

export type WaitForRequestInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
  waitingFor: RequestWaiting;
};

export type WishState =
  | 'CLAIMED'
  | 'COLLECTED'
  | 'CONFIRMED'
  | 'DELIVERED'
  | 'IN_PROGRESS'
  | 'PUBLISHED'
  | 'WITHDRAWN';

export type WithdrawEconomyAssertionInput = {
  county?: string | null | undefined;
  id: string;
  reason: string;
};

export type WithdrawNoticeInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type WithdrawOwnersAssertionInput = {
  county?: string | null | undefined;
  id: string;
  reason: string;
};

export type WithdrawWishInput = {
  id: string;
  reason: string;
  version?: number | null | undefined;
};

export type WorkflowActionKind =
  | 'RETRY'
  | 'SKIP'
  | 'UNDO';

export type WorkflowFilter = {
  definition?: string | null | undefined;
  isOpen?: boolean | null | undefined;
  state?: WorkflowState | null | undefined;
};

export type WorkflowParkedBecause =
  | 'REFUSED'
  | 'SIGNAL_MISSING'
  | 'TRIES_USED_UP'
  | 'VERSION_GONE';

export type WorkflowState =
  | 'DONE'
  | 'PARKED'
  | 'RUNNING'
  | 'UNDOING'
  | 'UNDONE'
  | 'WAITING';

export type WorkflowStepState =
  | 'DONE'
  | 'FAILED'
  | 'PENDING'
  | 'RETRYING'
  | 'RUNNING'
  | 'SKIPPED'
  | 'UNDOING'
  | 'UNDONE'
  | 'WAITING';
