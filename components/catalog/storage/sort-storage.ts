interface Sortable {
  readonly path: string
  readonly totalBytes: number | null
  readonly uniqueBytes: number | null
  readonly sharedBytes: number | null
  readonly repositories: number
  readonly tags: number
}

/** Rows by a column, `-` before it for descending; what is unknown stands last either way. */
export function sortStorage<Row extends Sortable>(rows: readonly Row[], sort: string): readonly Row[] {
  const sign = sort.startsWith('-') ? -1 : 1
  const key = sort.replace('-', '')
  if (key === 'name') return [...rows].sort((a, b) => sign * (a.path < b.path ? -1 : 1))
  return [...rows].sort((a, b) => {
    const [x, y] = [figureOf(a, key), figureOf(b, key)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sign * (x - y) || (a.path < b.path ? -1 : 1)
  })
}

function figureOf(row: Sortable, key: string): number | null {
  if (key === 'unique') return row.uniqueBytes
  if (key === 'shared') return row.sharedBytes
  if (key === 'repositories') return row.repositories
  return key === 'tags' ? row.tags : row.totalBytes
}
