const VERSION = /^[vV]?(\d+(?:\.\d+)*)(?:([-_.])(.*))?$/
const PARTS_MIN = 3
const SHORT_NUMBER_MAX = 9

/*
 * Characters of a key, in their order: `!` ends, `"` is a pre-release, `#` the release itself, `%` a build or
 * anything else behind the numbers; then digits and letters. None of `!"#%` can stand in a tag.
 */
const END = '!'
const PRERELEASE = '"'
const RELEASE = '#'
const BUILD = '%'

/**
 * A key whose bytewise order is the natural order of tags: versions by the value of their numbers with
 * pre-releases before their release (semver), then other names, then `latest`. No two names share a key.
 */
export function tagOrderKey(name: string): string {
  return `${sortable(name)}${END}${name}`
}

function sortable(name: string): string {
  if (name === 'latest') return '3'
  const match = VERSION.exec(name)
  if (match === null) return `2${natural(name)}`

  const [, numbers = '', separator, rest = ''] = match
  return `1${numberParts(numbers)}${suffix(separator, rest)}`
}

function numberParts(numbers: string): string {
  const parts = numbers.split('.')
  while (parts.length < PARTS_MIN) parts.push('0')
  while (parts.length > PARTS_MIN && /^0+$/.test(parts.at(-1) ?? '')) parts.pop()
  return parts.map(numberKey).join('')
}

function suffix(separator: string | undefined, rest: string): string {
  if (separator === undefined) return RELEASE
  if (separator !== '-') return `${BUILD}${natural(rest)}`
  return `${PRERELEASE}${rest.split('.').map(identifierKey).join('')}`
}

/** semver 2.0.0 §11.4: numbers by value and before words, words bytewise, fewer identifiers first. */
function identifierKey(identifier: string): string {
  return /^\d+$/.test(identifier) ? `1${numberKey(identifier)}` : `2${identifier}${END}`
}

function natural(text: string): string {
  return text.toLowerCase().replaceAll(/\d+/g, numberKey)
}

/** A number behind its length, so that more digits are more. */
function numberKey(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/, '')
  const length =
    value.length <= SHORT_NUMBER_MAX ? `${value.length}` : `:${`${value.length}`.padStart(3, '0')}`
  return `${length}${value}`
}
