import { isInternal } from '@/components/ui/link'
import type { PaletteItem } from './palette-items'

const KEY = 'assay-recent'
const RECENT_MAX = 6

/** What was opened through the palette lately, newest first. Kept in this browser only. */
export function readRecent(): readonly PaletteItem[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isPaletteItem) : []
  } catch {
    // Storage is blocked or holds something else: there is simply nothing recent.
    return []
  }
}

export function rememberRecent(item: PaletteItem): void {
  if (item.kind === 'place' || item.kind === 'action') return
  const others = readRecent().filter((known) => known.id !== item.id)
  try {
    localStorage.setItem(KEY, JSON.stringify([item, ...others].slice(0, RECENT_MAX)))
  } catch {
    // A browser that stores nothing only loses the list of recent items.
  }
}

function isPaletteItem(value: unknown): value is PaletteItem {
  if (typeof value !== 'object' || value === null) return false
  const fields = new Map<string, unknown>(Object.entries(value))
  const isText = (name: string) => typeof fields.get(name) === 'string'
  const href = fields.get('href')
  return ['id', 'kind', 'label', 'detail'].every(isText) && typeof href === 'string' && isInternal(href)
}
