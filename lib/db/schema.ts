import type {
  AccessGrantTable,
  GroupMemberTable,
  RepositoryScopeTable,
  RightsVersionTable,
  UserGroupTable,
} from './tables/access'
import type { AuditEventTable, AuditHeadTable } from './tables/audit'
import type {
  DeletionItemTable,
  DeletionTable,
  IdempotencyKeyTable,
  KeptManifestTable,
  ProtectionTable,
  TrashItemTable,
} from './tables/cleanup'
import type {
  DockerTokenKeyTable,
  DockerTokenRequestTable,
  DockerTokenServiceTable,
  DockerTokenTallyTable,
} from './tables/docker-token'
import type {
  DanglingManifestTable,
  DanglingRepositoryTable,
  DanglingStateTable,
  MissingContentTable,
  StorageCheckTable,
} from './tables/garbage'
import type {
  GoldenAttestationTable,
  GoldenChannelTable,
  GoldenDecisionTable,
  GoldenDriftTable,
  GoldenEvidenceTable,
  GoldenLineTable,
  GoldenMemberTable,
  GoldenPayloadTable,
  GoldenPolicyTable,
  GoldenPolicyVersionTable,
  GoldenTickTable,
  GoldenTouchTable,
  GoldenVersionTable,
  GoldenWaiverTable,
} from './tables/golden'
import type { JobItemTable, JobTable } from './tables/jobs'
import type {
  ChangeTable,
  ScheduleTable,
  WebhookAttemptTable,
  WebhookDeliveryTable,
  WebhookTable,
} from './tables/live'
import type {
  ContentTable,
  ManifestChildTable,
  ManifestLayerTable,
  ManifestTable,
  RepositoryManifestTable,
  TagTable,
  TagWordTable,
} from './tables/manifests'
import type {
  NotificationDeadLetterTable,
  NotificationEndpointTable,
  NotificationEventTable,
  NotificationTallyTable,
} from './tables/notifications'
import type { ApiTokenTable, SettingTable, UserTable } from './tables/people'
import type { RegistryTable, RepositoryTable } from './tables/registries'
import type {
  RetentionDeletionTable,
  RetentionPolicyTable,
  RetentionRunTable,
  RetentionVerdictTable,
  RetentionVersionTable,
} from './tables/retention'
import type { ConfigLabelTable, LabelTable, LabelWordTable, WordVariantTable } from './tables/search'
import type { InvitationTable, SignInAttemptTable, UserIdentityTable } from './tables/sign-in'
import type { StorageLayerTable, StorageStateTable, StorageTotalTable } from './tables/storage'
import type { TagEventTable } from './tables/tag-events'

export type * from './tables/access'
export type * from './tables/audit'
export type * from './tables/cleanup'
export type * from './tables/docker-token'
export type * from './tables/garbage'
export type * from './tables/golden'
export type * from './tables/jobs'
export type * from './tables/live'
export type * from './tables/manifests'
export type * from './tables/notifications'
export type * from './tables/people'
export type * from './tables/registries'
export type * from './tables/retention'
export type * from './tables/search'
export type * from './tables/sign-in'
export type * from './tables/storage'
export type * from './tables/tag-events'

/*
 * One schema for SQLite and PostgreSQL. Portable columns only: text ids, text, integer, epoch milliseconds
 * (bigint, read as number), JSON as text, flags as 0 or 1. Names and digests compare bytewise on both.
 */

export interface Schema {
  registry: RegistryTable
  repository: RepositoryTable
  manifest: ManifestTable
  content: ContentTable
  manifest_child: ManifestChildTable
  manifest_layer: ManifestLayerTable
  repository_manifest: RepositoryManifestTable
  tag: TagTable
  tag_word: TagWordTable
  notification_endpoint: NotificationEndpointTable
  notification_event: NotificationEventTable
  notification_tally: NotificationTallyTable
  notification_dead_letter: NotificationDeadLetterTable
  label: LabelTable
  label_word: LabelWordTable
  config_label: ConfigLabelTable
  word_variant: WordVariantTable
  storage_total: StorageTotalTable
  storage_layer: StorageLayerTable
  storage_state: StorageStateTable
  tag_event: TagEventTable
  retention_policy: RetentionPolicyTable
  retention_version: RetentionVersionTable
  retention_run: RetentionRunTable
  retention_verdict: RetentionVerdictTable
  retention_deletion: RetentionDeletionTable
  job: JobTable
  job_item: JobItemTable
  user_account: UserTable
  user_group: UserGroupTable
  group_member: GroupMemberTable
  access_grant: AccessGrantTable
  rights_version: RightsVersionTable
  repository_scope: RepositoryScopeTable
  api_token: ApiTokenTable
  setting: SettingTable
  audit_event: AuditEventTable
  audit_head: AuditHeadTable
  change: ChangeTable
  schedule: ScheduleTable
  webhook: WebhookTable
  webhook_delivery: WebhookDeliveryTable
  webhook_attempt: WebhookAttemptTable
  user_identity: UserIdentityTable
  invitation: InvitationTable
  sign_in_attempt: SignInAttemptTable
  docker_token_key: DockerTokenKeyTable
  docker_token_service: DockerTokenServiceTable
  docker_token_tally: DockerTokenTallyTable
  docker_token_request: DockerTokenRequestTable
  deletion: DeletionTable
  deletion_item: DeletionItemTable
  trash_item: TrashItemTable
  kept_manifest: KeptManifestTable
  protection: ProtectionTable
  idempotency_key: IdempotencyKeyTable
  dangling_manifest: DanglingManifestTable
  dangling_repository: DanglingRepositoryTable
  dangling_state: DanglingStateTable
  storage_check: StorageCheckTable
  missing_content: MissingContentTable
  golden_policy: GoldenPolicyTable
  golden_policy_version: GoldenPolicyVersionTable
  golden_line: GoldenLineTable
  golden_version: GoldenVersionTable
  golden_member: GoldenMemberTable
  golden_decision: GoldenDecisionTable
  golden_waiver: GoldenWaiverTable
  golden_tick: GoldenTickTable
  golden_payload: GoldenPayloadTable
  golden_evidence: GoldenEvidenceTable
  golden_attestation: GoldenAttestationTable
  golden_channel: GoldenChannelTable
  golden_drift: GoldenDriftTable
  golden_touch: GoldenTouchTable
}
