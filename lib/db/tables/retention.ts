import 'server-only'
import type { Fixed, Flag } from './column'

export interface RetentionPolicyTable {
  id: Fixed<string>
  registry_id: Fixed<string>
  /** A namespace or repository; '' is the whole registry. */
  path: string
  name: string
  /** JSON of a `RetentionDocument`. */
  document: string
  /** Rises with each change of the document or the scope. */
  version: number
  /** Why it is, in the words of who changed it last. */
  reason: string
  /** By whose rights it runs by schedule: the id of whoever changed it last, or `system`. */
  owner_id: string
  owner_name: string
  /** Five fields; null for one that runs only when asked. */
  cron: string | null
  /** IANA name. */
  time_zone: string
  is_paused: Flag
  /** 1 to delete what becomes untagged too. */
  removes_untagged: Flag
  /** The version whose simulation somebody looked at; null before the first. */
  reviewed_version: number | null
  reviewed_at: number | null
  reviewed_by: string | null
  created_by: Fixed<string>
  created_at: Fixed<number>
  updated_at: number
}

/** What a policy said, version by version. */
export interface RetentionVersionTable {
  policy_id: Fixed<string>
  version: Fixed<number>
  document: Fixed<string>
  reason: Fixed<string>
  changed_by: Fixed<string>
  changed_at: Fixed<number>
}

/** One simulation or run of one version. */
export interface RetentionRunTable {
  id: Fixed<string>
  policy_id: Fixed<string>
  version: Fixed<number>
  kind: Fixed<'simulation' | 'run'>
  trigger_kind: Fixed<'person' | 'schedule'>
  state: 'queued' | 'judging' | 'deleting' | 'finished' | 'partial' | 'refused' | 'failed' | 'cancelled'
  /** Why it was refused or failed. */
  problem_code: string | null
  message: string | null
  /** Whose rights it uses. */
  actor_id: Fixed<string>
  actor_name: Fixed<string>
  job_id: string | null
  /** JSON of the totals; null until judged. */
  totals: string | null
  /** The simulation or run it was compared with. */
  compared_with: string | null
  /** 1 while its verdicts are kept. */
  has_verdicts: Flag
  created_at: Fixed<number>
  finished_at: number | null
  reviewed_at: number | null
  reviewed_by: string | null
}

/** What a simulation or run made of one tag. */
export interface RetentionVerdictTable {
  run_id: Fixed<string>
  /** What goes stands first. */
  position: Fixed<number>
  repository_id: Fixed<string>
  repository: Fixed<string>
  tag: Fixed<string>
  digest: Fixed<string | null>
  fate: Fixed<'keep' | 'delete'>
  because: Fixed<string>
  rule: Fixed<string | null>
  /** The moment its age is told by; null when unknown. */
  age_at: Fixed<number | null>
  /** Null when unknown. */
  size: Fixed<number | null>
  /** 1 when the verdict before was the other one. */
  is_changed: Fixed<Flag>
}

/** The deletions a run started, one for each repository. */
export interface RetentionDeletionTable {
  run_id: Fixed<string>
  job_id: Fixed<string>
  deletion_id: Fixed<string>
  repository: Fixed<string>
}
