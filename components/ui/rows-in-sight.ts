/** What a window shows of a list of rows that are all equally high. */
export interface Sight {
  readonly scrollPx: number
  readonly heightPx: number
}

export interface Rows {
  readonly count: number
  readonly heightPx: number
  /** Distance of the first row from the top of the document. */
  readonly topPx: number
}

export interface Range {
  readonly first: number
  /** Less than `first` where there are no rows. */
  readonly last: number
}

export interface PlacedRow {
  readonly index: number
  /** The room of the rows left out before it. */
  readonly gapPx: number
}

/** The rows of which something stands in the window; the nearest one where the window stands before or behind all. */
export function rangeInSight({ scrollPx, heightPx }: Sight, rows: Rows): Range {
  const rowAt = (px: number) => Math.floor((px - rows.topPx) / rows.heightPx)
  const clamp = (index: number) => Math.max(0, Math.min(index, rows.count - 1))
  if (rows.count === 0) return { first: 0, last: -1 }
  return { first: clamp(rowAt(scrollPx)), last: clamp(rowAt(scrollPx + heightPx - 1)) }
}

/** The rows to draw: those in sight, some before and behind them, and the one that has the focus. */
export function placeRows(
  range: Range,
  {
    count,
    heightPx,
    spare,
    active,
  }: Pick<Rows, 'count' | 'heightPx'> & { readonly spare: number; readonly active: number },
): { readonly items: readonly PlacedRow[]; readonly restPx: number } {
  const first = Math.max(0, range.first - spare)
  const last = Math.min(count - 1, range.last + spare)
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  if (active >= 0 && active < first) indexes.unshift(active)
  if (active > last && active < count) indexes.push(active)
  return {
    items: indexes.map((index, at) => ({
      index,
      gapPx: (index - (indexes[at - 1] ?? -1) - 1) * heightPx,
    })),
    restPx: (count - 1 - (indexes.at(-1) ?? -1)) * heightPx,
  }
}

/** Where to scroll so that a row stands free of what sticks above and below it; null where it does. */
export function scrollToSee(
  index: number,
  { scrollPx, heightPx }: Sight,
  { rows, abovePx, belowPx }: { readonly rows: Rows; readonly abovePx: number; readonly belowPx: number },
): number | null {
  const top = rows.topPx + index * rows.heightPx
  if (top - abovePx < scrollPx) return Math.max(0, top - abovePx)
  const overPx = top + rows.heightPx + belowPx - (scrollPx + heightPx)
  return overPx > 0 ? scrollPx + overPx : null
}
