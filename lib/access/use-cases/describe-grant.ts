import 'server-only'
import type { GrantRow } from '../store/grant-list'

/** A grant as the audit log tells of it, in its scope, so that the owners there may read it. */
export function describeGrant({ id, principal, registryId, registry, path }: GrantRow) {
  return {
    resource: [registry ?? 'every registry', path].filter(Boolean).join('/'),
    registryId,
    repository: path === '' ? null : path,
    facts: { grant: id, to: principal.name, kind: principal.kind, principal: principal.id },
  }
}
