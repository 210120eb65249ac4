import 'server-only'
import type { Fixed } from './column'

export interface JobTable {
  id: Fixed<string>
  kind: Fixed<string>
  registry_id: Fixed<string | null>
  /** The one repository it is about; null for work on a whole registry, or on none. */
  repository: Fixed<string | null>
  /** JSON of the kind's own input. */
  input: Fixed<string>
  /** Two jobs with one key are never under way together; null after a request to cancel. */
  dedupe_key: string | null
  status: 'queued' | 'running' | 'cancelling' | 'succeeded' | 'partial' | 'failed' | 'cancelled'
  /** What it is doing now, for people. */
  phase: string
  total: number | null
  done: number
  failed: number
  problem_code: string | null
  owner: string | null
  lease_until: number | null
  /** Rises with each claim; a write with an older one changes nothing. */
  fence: number
  created_by: Fixed<string>
  created_at: Fixed<number>
  started_at: number | null
  finished_at: number | null
}

export interface JobItemTable {
  job_id: Fixed<string>
  /** What the item is about, for a crawl the repository name. */
  key: Fixed<string>
  /** `queued`, `done`, `failed` or `skipped`. */
  state: string
  attempt: number
  problem_code: string | null
  updated_at: number
}
