/** What somebody typed, read as what it can mean. */
export interface SearchQuery {
  /** Words in lower case, each of which a name has to hold; at most eight. */
  readonly words: readonly string[]
  /** `app:1.2`: a tag in a repository. */
  readonly within: { readonly repository: string; readonly tag: string } | null
  /** The beginning of a digest, of an image or of a layer; null when it cannot be one. */
  readonly digest: string | null
}

const DIGEST_PREFIX = /^(?:sha256:)?([a-f0-9]{6,64})$/
const SHA512_PREFIX = /^sha512:[a-f0-9]{6,128}$/
const WORDS_MAX = 8

/** Reads words, `repository:tag`, `label=value` or the first six or more hex digits of a digest. */
export function readSearch(text: string): SearchQuery {
  const typed = text.trim()
  if (SHA512_PREFIX.test(typed)) return { words: [], within: null, digest: typed }
  const hex = DIGEST_PREFIX.exec(typed)?.[1]
  const digest = hex === undefined ? null : `sha256:${hex}`
  if (typed.startsWith('sha256:')) return { words: [], within: null, digest }

  const words = typed.toLowerCase().split(/\s+/).filter(Boolean).slice(0, WORDS_MAX)
  const [only = ''] = words
  return { words, within: words.length === 1 ? readWithin(only) : null, digest }
}

function readWithin(text: string): SearchQuery['within'] {
  const colon = text.lastIndexOf(':')
  const repository = text.slice(0, Math.max(0, colon))
  const tag = text.slice(colon + 1)
  return repository !== '' && tag !== '' ? { repository, tag } : null
}

/** The texts to mark in what a query finds. */
export function termsOf({ words, within, digest }: SearchQuery): readonly string[] {
  if (within !== null) return [within.repository, within.tag]
  return digest === null ? words : [...words, digest, digest.slice(digest.indexOf(':') + 1)]
}

const TAG_WORD = /[a-z]+|[0-9]+/g
const STARTS_MAX = 12

/**
 * The texts a tag is found by: its name from each place where a word of it begins, in lower case, so that
 * `alpine` and `1.25-alp` both find `nginx-1.25-alpine`.
 */
export function wordsOf(tag: string): readonly string[] {
  return startsOf(tag.toLowerCase(), TAG_WORD, STARTS_MAX)
}

/** A revision is one word and not one from each place where its digits begin: nobody looks for its middle. */
const LABEL_WORD = /[a-z0-9]+/g
const LABEL_WORD_MAX = 64
const LABEL_STARTS_MAX = 6
/** A moment is found from its beginning alone, for the same reason. */
const MOMENT = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}/

/** The texts a label is found by: `name=value`, and its value from each place where one of its first words begins. */
export function labelWordsOf({ name, value }: { readonly name: string; readonly value: string }) {
  const folded = value.toLowerCase()
  const starts = startsOf(folded, LABEL_WORD, MOMENT.test(folded) ? 1 : LABEL_STARTS_MAX)
  const words = [`${name}=${value}`.toLowerCase(), ...starts].map((word) => word.slice(0, LABEL_WORD_MAX))
  return [...new Set(words)].filter(Boolean)
}

/**
 * Of the texts something is found by, whether this is the one to show it under: each thing is shown once. A text that
 * an earlier version found it by is none of them.
 */
export function isFirstMatch(
  words: readonly string[],
  match: { readonly word: string; readonly prefix: string },
) {
  return firstWord(words, match.prefix) === match.word
}

/** The least of the words that begin with a text; undefined where none does. */
export function firstWord(words: readonly string[], prefix: string): string | undefined {
  const matching = words.filter((word) => word.startsWith(prefix))
  return matching.reduce<string | undefined>(
    (least, word) => (least === undefined || word < least ? word : least),
    undefined,
  )
}

function startsOf(folded: string, word: RegExp, max: number): readonly string[] {
  const starts = [...folded.matchAll(word)].map((match) => match.index)
  const words = [0, ...starts].slice(0, max).map((start) => folded.slice(start))
  return [...new Set(words)]
}
