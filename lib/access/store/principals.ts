import 'server-only'
import { sql } from 'kysely'
import { z } from 'zod'
import type { SystemRole } from '@/lib/core/actor'
import type { Database, Executor } from '@/lib/db/connection'
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

const PERSON = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['admin', 'auditor', 'member']),
  disabled_at: z.number().nullable(),
})
const PEOPLE_MAX = 10_000

export interface Person {
  readonly id: string
  readonly name: string
  readonly role: SystemRole
  readonly isDisabled: boolean
}

/** Everybody by name, as far as it matters to who may what; at most 10,000. */
export async function listPeople(query: Executor): Promise<Person[]> {
  const rows = await query
    .selectFrom('user_account')
    .select(['id', 'name', 'role', 'disabled_at'])
    .orderBy('name_folded')
    .limit(PEOPLE_MAX)
    .execute()
  return rows.map((row) => {
    const { disabled_at, ...person } = PERSON.parse(row)
    return { ...person, isDisabled: disabled_at !== null }
  })
}
