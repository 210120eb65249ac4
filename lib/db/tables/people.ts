import 'server-only'
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
  /** JSON list of the types of evidence it may add; null for any its rights allow. */
  evidence_types: Fixed<string | null>
  created_by: Fixed<string>
  created_at: Fixed<number>
}

/** Small values of the installation itself, such as the hash of the one-time setup token. */
export interface SettingTable {
  key: Fixed<string>
  value: string
  updated_at: number
}
