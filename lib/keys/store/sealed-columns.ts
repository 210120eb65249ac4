import 'server-only'

/** A column that holds secrets, sealed for the row they are in. */
export interface SealedColumn {
  readonly table: 'registry' | 'webhook' | 'docker_token_key'
  /** What names a row. */
  readonly key: 'id' | 'kid'
  readonly column: 'password_sealed' | 'secret_sealed' | 'private_key_sealed'
  /** For people. */
  readonly label: string
}

/** Every column with sealed values. What is not in this list is lost with the key that sealed it. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'registry', key: 'id', column: 'password_sealed', label: 'registry passwords' },
  { table: 'webhook', key: 'id', column: 'secret_sealed', label: 'webhook secrets' },
  { table: 'docker_token_key', key: 'kid', column: 'private_key_sealed', label: 'Docker token keys' },
]
