import { type AddressState, oneOf } from '../../ui/address-state'
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
  '-pulled',
  'pulled',
  '-platforms',
  'platforms',
] as const

/** The tag table's state in the address. */
export const tagFilterState: AddressState<TagFilter> = {
  initial: { q: '', platform: null, kind: null, digest: null, tools: false, sort: '-name' },
  read: (search) => ({
    q: search.get('q') ?? '',
    platform: search.get('platform'),
    kind: search.get('kind'),
    digest: search.get('digest'),
    tools: search.get('tools') === 'true',
    sort: tagSort(search.get('sort')),
  }),
}

/** An order there is, or the usual one. */
export function tagSort(text: string | null): string {
  return oneOf(SORTS, text, '-name')
}

/** Whether anything but the order was chosen. */
export function isFiltered(filter: TagFilter): boolean {
  return filter.q !== '' || filter.platform !== null || filter.kind !== null || filter.digest !== null
}
