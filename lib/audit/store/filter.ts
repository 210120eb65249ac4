import 'server-only'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Scope } from '@/lib/core/actor'
import type { Readable } from '../rules/readable'

/** Which events. What is absent is not asked for; times are epoch ms, `to` is the first that is too late. */
export interface EventFilter {
  readonly readable: Readable
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** An id such as `usr_…`, or a name as it stands in the log. */
  readonly actor?: string | undefined
  /** One type, or every type of a noun: `user.*`. */
  readonly type?: string | undefined
  readonly outcome?: 'done' | 'denied' | undefined
  readonly registryId?: string | undefined
  /** A repository or namespace, with everything below it. */
  readonly repository?: string | undefined
  /** The last place in the chain that counts. */
  readonly until?: number | undefined
  /** A resource, with everything below it, its tags and its digests. */
  readonly resource?: string | undefined
}

const ID = /^[a-z]{3}_/

/** The condition of a filter, each part of which one index answers. */
export function matches(filter: EventFilter): RawBuilder<SqlBool> {
  const { from, to, actor, type, outcome, registryId, repository, resource, until } = filter
  const parts = [
    readable(filter.readable),
    from === undefined ? undefined : sql`at >= ${from}`,
    to === undefined ? undefined : sql`at < ${to}`,
    actor === undefined ? undefined : sql`${sql.ref(ID.test(actor) ? 'actor_id' : 'actor_name')} = ${actor}`,
    type === undefined ? undefined : ofType(type),
    // Written out, so that the index of denied events alone is seen to fit.
    outcome === undefined ? undefined : sql`outcome = ${sql.lit(outcome)}`,
    registryId === undefined ? undefined : sql`registry_id = ${registryId}`,
    repository === undefined ? undefined : atOrBelow('repository', repository, BELOW),
    until === undefined ? undefined : sql`sequence <= ${until}`,
    resource === undefined ? undefined : atOrBelow('resource', resource, [...BELOW, ...NAMED]),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.join(parts, sql` and `)}`
}

function readable(what: Readable): RawBuilder<unknown> | undefined {
  if (what.kind === 'all') return undefined
  if (what.kind === 'nothing') return sql`1 = 0`
  const sides = what.sides.map((scopes) => sql`(${sql.join(scopes.map(inScope), sql` or `)})`)
  return sql`(${sql.join(sides, sql` and `)})`
}

/** What stands between a name and what lies below it, each with the character after it. */
const BELOW = [['/', '0']] as const
const NAMED = [
  [':', ';'],
  ['@', 'A'],
] as const

function ofType(type: string): RawBuilder<unknown> {
  if (!type.endsWith('.*')) return sql`type = ${type}`
  const noun = type.slice(0, -2)
  return sql`(type > ${`${noun}.`} and type < ${`${noun}/`})`
}

/** By whole segments, and as ranges, which an index answers as it does not answer a pattern. */
function atOrBelow(
  column: 'repository' | 'resource',
  name: string,
  ways: readonly (readonly [string, string])[],
): RawBuilder<unknown> {
  const field = sql.ref(column)
  const below = ways.map(
    ([first, end]) => sql`(${field} > ${`${name}${first}`} and ${field} < ${`${name}${end}`})`,
  )
  return sql`(${sql.join([sql`${field} = ${name}`, ...below], sql` or `)})`
}

function inScope({ registryId, path }: Scope): RawBuilder<unknown> {
  const registry = registryId === null ? sql`registry_id is not null` : sql`registry_id = ${registryId}`
  if (path === '') return sql`(${registry})`
  return sql`(${registry} and ${atOrBelow('repository', path, BELOW)})`
}
