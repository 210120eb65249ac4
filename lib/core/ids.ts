/** Prefixes of every identifier we hand out, so an id says what it names wherever it turns up. */
export type IdPrefix =
  | 'gra'
  | 'grp'
  | 'reg'
  | 'usr'
  | 'tok'
  | 'job'
  | 'rep'
  | 'evt'
  | 'req'
  | 'tev'
  | 'whk'
  | 'dlv'
  | 'dlt'
  | 'inv'
  | 'del'
  | 'ret'
  | 'run'
  | 'trs'
  | 'pol'
  | 'lin'
  | 'ver'
  | 'dec'
  | 'wai'
  | 'evi'
  | 'dri'

/** A time-ordered identifier: prefix, 48 bits of milliseconds, in base 36, then 80 random bits in hex. */
export function newId(prefix: IdPrefix, nowMs: number = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(10))
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${prefix}_${nowMs.toString(36).padStart(9, '0')}${tail}`
}
