import 'server-only'
import type { Generated } from 'kysely'
import type { Fixed } from './column'

export interface UserTable {
  id: Fixed<string>
  name: string
  /** NFKC, lower case; unique. */
  name_folded: string
  password_hash: string | null
  role: string
  session_version: number
  disabled_at: number | null
  created_at: Fixed<number>
  last_sign_in_at: number | null
}

export interface ApiTokenTable {
  id: Fixed<string>
  user_id: Fixed<string>
  name: string
  /** SHA-256 of the 256-bit secret, hex. */
  secret_hash: Fixed<string>
  role: Fixed<string>
  expires_at: Fixed<number | null>
  last_used_at: number | null
  revoked_at: number | null
  created_by: Fixed<string>
  created_at: Fixed<number>
}

/** Small values of the installation itself, such as the hash of the one-time setup token. */
export interface SettingTable {
  key: Fixed<string>
  value: string
  updated_at: number
}

/** What happened. Rows are added, never changed. */
export interface AuditEventTable {
  sequence: Generated<number>
  id: Fixed<string>
  at: Fixed<number>
  type: Fixed<string>
  actor_kind: Fixed<string>
  actor_id: Fixed<string>
  actor_name: Fixed<string>
  ip: Fixed<string | null>
  user_agent: Fixed<string | null>
  request_id: Fixed<string | null>
  /** What it was done to, such as a registry's name or `registry/repository:tag`. */
  resource: Fixed<string>
  /** JSON of the event's own facts. */
  facts: Fixed<string>
}
