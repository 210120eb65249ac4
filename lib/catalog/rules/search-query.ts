/** What somebody typed, read as what it can mean. Null where it cannot mean that. */
export interface SearchQuery {
  readonly repository: string | null
  readonly tag: string | null
  /** `app:1.2`: a tag in a repository. */
  readonly within: { readonly repository: string; readonly tag: string } | null
  /** The beginning of a digest. */
  readonly digest: string | null
}

const DIGEST_PREFIX = /^(?:sha256:)?([a-f0-9]{6,64})$/
const SHA512_PREFIX = /^sha512:[a-f0-9]{6,128}$/

/** Reads `text`, `repository:tag`, or the first six or more hex digits of a digest. */
export function readSearch(text: string): SearchQuery {
  const typed = text.trim()
  const hex = DIGEST_PREFIX.exec(typed)?.[1]
  if (SHA512_PREFIX.test(typed)) return { repository: null, tag: null, within: null, digest: typed }
  if (typed.startsWith('sha256:')) {
    return { repository: null, tag: null, within: null, digest: hex ? `sha256:${hex}` : null }
  }
  const [repository = '', tag = ''] = splitOnce(typed)
  const within = repository !== '' && tag !== '' ? { repository, tag } : null
  const word = typed === '' ? null : typed
  return { repository: within?.repository ?? word, tag: word, within, digest: hex ? `sha256:${hex}` : null }
}

function splitOnce(text: string): readonly string[] {
  const colon = text.lastIndexOf(':')
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)]
}

const WORD_START = /[A-Za-z]+|[0-9]+/g
const WORDS_MAX = 12

/**
 * The texts a tag is found by: its name from each place where a word of it begins, in lower case, so that
 * `alpine` and `1.25-alp` both find `nginx-1.25-alpine`.
 */
export function wordsOf(tag: string): readonly string[] {
  const folded = tag.toLowerCase()
  const starts = [...folded.matchAll(WORD_START)].map((match) => match.index)
  const words = [0, ...starts].slice(0, WORDS_MAX).map((start) => folded.slice(start))
  return [...new Set(words)]
}
