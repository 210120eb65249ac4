import type { PolicyDocument, Rule } from './queries'

/** What of a rule is said; what was emptied is not. */
export function pruned(match: Rule['match']): Rule['match'] {
  return Object.fromEntries(Object.entries(match).filter(([, said]) => said !== undefined))
}

export function listText(list: readonly string[] | undefined): string {
  return (list ?? []).join(', ')
}

/** A comma-separated list; undefined for none. A comma that was just typed stays, as an empty last part. */
export function parseList(text: string): string[] | undefined {
  const parts = text.split(',').map((part) => part.trim())
  return text.trim() === '' ? undefined : parts
}

export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(labels ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')
}

/** Labels as they are written, one a line; undefined for none. A line without a name or `=` is not one yet. */
export function parseLabels(text: string): Readonly<Record<string, string>> | undefined {
  const pairs = text.split('\n').flatMap((line): (readonly [string, string])[] => {
    const at = line.indexOf('=')
    const name = line.slice(0, at).trim()
    return at < 1 || name === '' ? [] : [[name, line.slice(at + 1).trim()]]
  })
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

/** The parts of a list that say something, for when it is sent. */
export function settled(document: PolicyDocument): PolicyDocument {
  const full = (list: readonly string[]) => list.filter((part) => part !== '')
  return {
    ...document,
    rules: document.rules.map((rule) => ({
      ...rule,
      repositories: full(rule.repositories),
      match: pruned({
        ...rule.match,
        ...(rule.match.tags && { tags: full(rule.match.tags) }),
        ...(rule.match.platforms && { platforms: full(rule.match.platforms) }),
      }),
    })),
  }
}

/** Faults of one rule by the rest of their pointers. */
export function issuesOfRule(
  issues: readonly { readonly pointer: string; readonly message: string }[],
  at: number,
): Readonly<Record<string, string>> {
  const start = `/rules/${at}`
  const own = issues.filter(({ pointer }) => pointer.startsWith(`${start}/`))
  return Object.fromEntries(own.map(({ pointer, message }) => [pointer.slice(start.length), message]))
}
