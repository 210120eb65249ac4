import 'server-only'
import { sql } from 'kysely'
import type { Database } from '@/lib/db/connection'
import { containsText } from '@/lib/db/dialects/features'

export interface FoundPrincipal {
  readonly kind: 'user' | 'group'
  readonly id: string
  readonly name: string
  /** Of a group: `local`, or the sign-in method that names it. */
  readonly source: string | null
}

const FOUND_MAX = 20

/** People who can sign in and groups, by a part of their name; the shortest names first. */
export async function searchPrincipals(db: Database, text: string): Promise<FoundPrincipal[]> {
  const people = await db.query
    .selectFrom('user_account')
    .select(['id', 'name'])
    .where('disabled_at', 'is', null)
    .where(containsText(db.dialect, sql.ref('name_folded'), text))
    .orderBy(sql`length(name)`)
    .orderBy('name_folded')
    .limit(FOUND_MAX)
    .execute()
  const groups = await db.query
    .selectFrom('user_group')
    .select(['id', 'name', 'source'])
    .where(containsText(db.dialect, sql.ref('name'), text))
    .orderBy(sql`length(name)`)
    .orderBy('name')
    .limit(FOUND_MAX)
    .execute()
  return [
    ...groups.map((group) => ({ kind: 'group' as const, ...group })),
    ...people.map((person) => ({ kind: 'user' as const, ...person, source: null })),
  ]
    .sort((a, b) => a.name.length - b.name.length)
    .slice(0, FOUND_MAX)
}
