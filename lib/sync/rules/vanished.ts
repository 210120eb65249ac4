const SHARE_MAX = 0.1
const COUNT_MAX = 100
/** Of a handful, one in ten says nothing. */
const COUNT_MIN = 2

/**
 * Whether so many repositories are gone from a listing at once that the listing, not the repositories, is
 * to be doubted: more than 100, or more than a tenth and more than two.
 */
export function isMassVanish(facts: { readonly known: number; readonly vanished: number }): boolean {
  if (facts.vanished > COUNT_MAX) return true
  return facts.vanished > COUNT_MIN && facts.vanished > facts.known * SHARE_MAX
}
