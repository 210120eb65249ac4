export type RowIntent =
  | { readonly kind: 'focus'; readonly index: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'none' }

const NONE: RowIntent = { kind: 'none' }
const PAGE_ROWS = 12

/** What a key means in a table whose row `active` has the focus (-1: none yet) and which has `count` rows. */
export function rowIntent(key: string, active: number, count: number): RowIntent {
  if (count === 0) return NONE
  const last = count - 1
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return focus(Math.min(active + 1, last))
    case 'k':
    case 'ArrowUp':
      return focus(Math.max(active - 1, 0))
    case 'PageDown':
      return focus(Math.min(active + PAGE_ROWS, last))
    case 'PageUp':
      return focus(Math.max(active - PAGE_ROWS, 0))
    case 'Home':
      return focus(0)
    case 'End':
      return focus(last)
    case 'Enter':
      return active < 0 ? NONE : { kind: 'open' }
    case 'c':
      return active < 0 ? NONE : { kind: 'copy' }
    default:
      return NONE
  }
}

const focus = (index: number): RowIntent => ({ kind: 'focus', index })
