import { RE2JS } from 're2js'
import semver from 'semver'

export const PATTERN_LENGTH_MAX = 500

/** Whether a whole text matches. RE2 takes time linear in the text, whatever the pattern. */
export type Matcher = (text: string) => boolean

/** A glob as a matcher: `*` anything but `/`, `**` anything, `?` one character but `/`; all else is itself. */
export function globMatcher(glob: string): Matcher {
  const source = glob.replaceAll(/\*\*|[*?]|[^*?]+/g, (part) => {
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    return part === '?' ? '[^/]' : RE2JS.quote(part)
  })
  return patternMatcher(source)
}

/** @throws RE2JSSyntaxException for a pattern RE2 does not know, such as one with look-around */
export function patternMatcher(pattern: string): Matcher {
  const compiled = RE2JS.compile(pattern, RE2JS.DOTALL)
  return (text) => compiled.matches(text)
}

/** What the first group of a pattern takes from a name; null for a name it does not match. */
export function groupOf(pattern: string): (text: string) => string | null {
  const compiled = RE2JS.compile(pattern, RE2JS.DOTALL)
  return (text) => {
    const found = compiled.matcher(text)
    if (!found.matches()) return null
    return found.groupCount() === 0 ? '' : (found.group(1) ?? '')
  }
}

/** Whether a name is a version inside a range; `v1.2` counts as 1.2.0. */
export function versionMatcher(range: string): Matcher {
  const parsed = new semver.Range(range, { includePrerelease: true })
  return (text) => {
    const version = versionOf(text)
    return version !== null && parsed.test(version)
  }
}

const VERSION = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?((?:-|\+)[0-9A-Za-z.+-]+)?$/

/** The version a tag name says, with what it leaves out taken for 0; null when it says none. */
export function versionOf(name: string): semver.SemVer | null {
  const match = VERSION.exec(name)
  if (match === null) return null
  const [, major = '0', minor = '0', patch = '0', rest = ''] = match
  return semver.parse(`${Number(major)}.${Number(minor)}.${Number(patch)}${rest}`)
}
