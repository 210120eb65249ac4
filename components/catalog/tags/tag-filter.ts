import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import type { TagFilter } from '../queries'

const SORTS = [
  '-name',
  'name',
  '-created',
  'created',
  '-pushed',
  'pushed',
  '-size',
  'size',
  '-platforms',
  'platforms',
] as const

/** The tag table's state in the address, so that a view can be shared and survives a reload. */
export const tagFilterParsers = {
  q: parseAsString.withDefault(''),
  platform: parseAsString,
  kind: parseAsString,
  digest: parseAsString,
  tools: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(SORTS).withDefault('-name'),
}

export const loadTagFilter = createLoader(tagFilterParsers)

/** Whether anything but the order was chosen. */
export function isFiltered(filter: TagFilter): boolean {
  return filter.q !== '' || filter.platform !== null || filter.kind !== null || filter.digest !== null
}
