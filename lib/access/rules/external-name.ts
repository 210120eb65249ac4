const NAME_LENGTH_MAX = 56
const FALLBACK = 'person'
const TRIES_MAX = 50

/** A name of ours out of whatever a provider calls somebody: letters, digits and `. _ @ -`, two to 56 characters. */
export function cleanName(suggested: string): string {
  const cleaned = suggested
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._@ -]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, NAME_LENGTH_MAX)
    .replace(/[^\p{L}\p{N}]+$/u, '')
  return [...cleaned].length >= 2 ? cleaned : FALLBACK
}

/** The name itself, then the same with a number, for who comes after somebody else of that name. */
export function nameCandidates(suggested: string): readonly string[] {
  const name = cleanName(suggested)
  return [name, ...Array.from({ length: TRIES_MAX - 1 }, (_, index) => `${name}-${index + 2}`)]
}
