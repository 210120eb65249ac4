import 'server-only'
import type { Fixed } from './column'

/** Who a person is at a provider. The provider's own words: issuer and subject, never an e-mail address. */
export interface UserIdentityTable {
  /** Of OpenID Connect the issuer, of a directory its address and base. */
  issuer: Fixed<string>
  subject: Fixed<string>
  user_id: Fixed<string>
  method: Fixed<string>
  /** What the provider calls the person, for people to read. */
  label: string
  /** JSON array as last sent; null when the provider sent none at all, which is not the same as an empty one. */
  group_names: string | null
  /** 1 while the role admin comes from the provider's admin group. */
  gives_admin: number
  created_at: Fixed<number>
  last_sign_in_at: number
}

/** One-time links by which a person sets a name and a password. */
export interface InvitationTable {
  id: Fixed<string>
  user_id: Fixed<string>
  /** SHA-256 of the 256-bit secret, hex. */
  secret_hash: Fixed<string>
  purpose: Fixed<string>
  created_at: Fixed<number>
  expires_at: Fixed<number>
  used_at: number | null
}

/** Attempts at secrets, counted for all replicas. */
export interface SignInAttemptTable {
  /** SHA-256 of what is counted: people type passwords into the field for names. */
  key: Fixed<string>
  points: number
  ends_at: number
}
