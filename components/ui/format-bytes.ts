const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** Bytes in decimal units, three figures at most: `1.24 GB`. Null, which nobody measured, is `unknown`. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return 'unknown'
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  if (power === 0) return `${value} B`
  // 999.7 kB would round up to a fourth figure
  if (value >= 999.5 && power < UNITS.length - 1) return `1 ${UNITS[power + 1]}`
  return `${Number(value.toPrecision(3))} ${UNITS[power]}`
}
