'use client'

import { useRegistries } from '@/components/shell/use-registries'
import { useViewer } from '@/components/shell/viewer'
import { oneOf } from '@/components/ui/address-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Input as ApiInput } from '@/lib/api/client/api'
import type { GrantRole } from './queries'
import { GRANT_ROLES, ROLE_MEANING } from './role-chip'

export type TokenRole = Exclude<ApiInput<'createToken'>['body']['role'], 'member'>

export interface TokenScope {
  /** `*` is every registry. */
  readonly registry: string
  readonly path: string
}

const EVERY = '*'
const ROLES: readonly TokenRole[] = [...GRANT_ROLES, 'auditor', 'admin']

export function isGrantRole(role: TokenRole): role is GrantRole {
  return GRANT_ROLES.some((one) => one === role)
}

/** The scope as the API takes it. */
export function toScope({ registry, path }: TokenScope) {
  return { registry: registry === EVERY ? null : registry, path: path.trim() }
}

interface TokenRightsFieldProps {
  role: TokenRole
  scope: TokenScope
  onRole: (role: TokenRole) => void
  onScope: (scope: TokenScope) => void
}

/** What a token may at most, and where. It never does more than its owner may at that moment. */
export function TokenRightsField({ role, scope, onRole, onScope }: TokenRightsFieldProps) {
  const { items } = useRegistries()
  const viewer = useViewer()
  const roles = ROLES.filter((one) => isGrantRole(one) || viewer.role === 'admin' || viewer.role === one)
  return (
    <>
      <Field label="May at most" hint={meaningOf(role)}>
        <Select
          value={role}
          onChange={(event) => onRole(oneOf(ROLES, event.target.value, 'viewer'))}
          className="w-48"
        >
          {roles.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
      {isGrantRole(role) && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Registry">
            <Select
              value={scope.registry}
              onChange={(event) => onScope({ ...scope, registry: event.target.value })}
            >
              <option value={EVERY}>Every registry</option>
              {items.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
          <Field label="Namespace or repository" isOptional>
            <Input
              value={scope.path}
              onChange={(event) => onScope({ ...scope, path: event.target.value })}
              placeholder="team-a"
              spellCheck={false}
              autoComplete="off"
              className="font-mono text-xs"
            />
          </Field>
        </div>
      )}
    </>
  )
}

function meaningOf(role: TokenRole): string {
  if (role === 'admin') return 'Everything its owner may, but managing people, grants and tokens.'
  if (role === 'auditor') return 'Reads everything its owner may read.'
  return ROLE_MEANING[role]
}
