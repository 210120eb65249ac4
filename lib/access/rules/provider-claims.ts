import { z } from 'zod'

const GROUPS_MAX = 500
const GROUP_LENGTH_MAX = 1_024
const TEXT = z.string().min(1).max(255)
const CLAIMS = z.record(z.string(), z.unknown())
const GROUPS = z.array(z.string().max(GROUP_LENGTH_MAX)).max(GROUPS_MAX)

export type Claims = Readonly<Record<string, unknown>>

/**
 * The groups a token names, exactly as written. Null when it names none at all, which is not the same as an empty
 * list: the claim is absent, of another form, too long to read, or elsewhere, as Entra ID puts it for who is in many.
 */
export function readGroups(claims: Claims, path: readonly string[]): readonly string[] | null {
  if (isElsewhere(claims, path)) return null
  const value = path.reduce<unknown>(step, claims)
  const groups = GROUPS.safeParse(typeof value === 'string' ? [value] : value)
  return groups.success ? [...new Set(groups.data.filter((group) => group !== ''))] : null
}

/** What a provider calls somebody, best first; the subject where it says nothing else. */
export function readNames(
  claims: Claims,
  subject: string,
): { readonly name: string; readonly label: string } {
  const names = ['preferred_username', 'upn', 'email', 'name'].flatMap((claim) => {
    const text = TEXT.safeParse(claims[claim])
    return text.success ? [text.data] : []
  })
  const name = names[0] ?? subject
  const shown = TEXT.safeParse(claims.name)
  return { name, label: shown.success && shown.data !== name ? `${shown.data} (${name})` : name }
}

function step(value: unknown, segment: string): unknown {
  const inside = CLAIMS.safeParse(value)
  return inside.success && Object.hasOwn(inside.data, segment) ? inside.data[segment] : undefined
}

/** OpenID Connect Core 5.6.2: the claim is named, and to be fetched from somewhere else. */
function isElsewhere(claims: Claims, path: readonly string[]): boolean {
  const [first = ''] = path
  const named = CLAIMS.safeParse(claims._claim_names)
  return claims.hasgroups === true || (named.success && Object.hasOwn(named.data, first))
}
