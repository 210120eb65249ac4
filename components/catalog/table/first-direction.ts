/** Columns one reads from the most: the first click on them sorts descending. */
const MOST_FIRST = new Set(['created', 'pushed', 'pulled', 'size', 'platforms', 'tags'])

/** The order a click on a column's head gives, where the head itself would start ascending. */
export function firstDirection(current: string, next: string): string {
  const key = next.replace('-', '')
  const isFirstClick = current.replace('-', '') !== key
  return isFirstClick && MOST_FIRST.has(key) ? `-${key}` : next
}
