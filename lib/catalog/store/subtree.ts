import 'server-only'
import { type RawBuilder, sql } from 'kysely'

/** That a path is a namespace or lies below it, by segment: `/` is followed by `0`, so that a range holds it. */
export function atOrBelow(path: RawBuilder<unknown>, namespace: string): RawBuilder<boolean> {
  return sql<boolean>`(${path} = ${namespace} or (${path} >= ${`${namespace}/`} and ${path} < ${`${namespace}0`}))`
}
