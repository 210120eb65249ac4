import type { RegistryAction } from '@/lib/access/rules/registry-actions'
import { isRepositoryName, type RepositoryName } from '@/lib/oci/name'

/** What one token may be asked for at once. */
export const SCOPES_MAX = 20

/** Something of the registry that a client wants to do something to. */
export type Wish =
  | {
      readonly kind: 'repository'
      readonly name: RepositoryName
      /** `plugin` or `image`, as the client wrote it. */
      readonly resourceClass: string | null
      readonly actions: ReadonlySet<RegistryAction>
    }
  | { readonly kind: 'catalog' }

export interface ParsedScopes {
  readonly wishes: readonly Wish[]
  /** Every scope as it was written, also those that mean nothing here. */
  readonly asked: readonly string[]
}

const RESOURCE_TYPE = /^([a-z0-9]+)(?:\(([a-z0-9]+)\))?$/
const CLASSES: ReadonlySet<string> = new Set(['image', 'plugin'])
const EVERY_ACTION: readonly RegistryAction[] = ['pull', 'push', 'delete']

/** The scopes of one request: the parameter may be repeated, and each holds some between spaces. */
export function splitScopes(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.split(' ')).filter((scope) => scope !== '')
}

/**
 * Reads scopes by the grammar of the distribution token specification. What names nothing here, such as a
 * repository with a host or in capitals, is dropped and never made to fit.
 */
export function parseScopes(asked: readonly string[]): ParsedScopes {
  return { asked, wishes: asked.flatMap((scope) => parseScope(scope) ?? []) }
}

/** A name may hold colons, as in `host:5000/app`: the type ends at the first one, the actions begin after the last. */
function parseScope(scope: string): Wish | undefined {
  const first = scope.indexOf(':')
  const last = scope.lastIndexOf(':')
  if (first === last) return undefined

  const [, type, resourceClass = null] = RESOURCE_TYPE.exec(scope.slice(0, first)) ?? []
  const name = scope.slice(first + 1, last)
  const actions = scope.slice(last + 1).split(',')
  if (type === 'registry') {
    return resourceClass === null && name === 'catalog' && actions.includes('*')
      ? { kind: 'catalog' }
      : undefined
  }
  if (type !== 'repository' || !isRepositoryName(name)) return undefined
  if (resourceClass !== null && !CLASSES.has(resourceClass)) return undefined
  const wanted = EVERY_ACTION.filter((action) => actions.includes('*') || actions.includes(action))
  return { kind: 'repository', name, resourceClass, actions: new Set(wanted) }
}
