import { describe, expect, it } from 'vitest'
import { type Actor, ANONYMOUS_ACTOR, SYSTEM_ACTOR } from '@/lib/core/actor'
import { type Action, can } from './can'

const user = (role: 'admin' | 'viewer'): Actor => ({ kind: 'user', id: 'usr_1', name: 'x', role })
const token = (role: 'admin' | 'viewer'): Actor => ({
  kind: 'token',
  id: 'tok_1',
  name: 'x',
  role,
  userId: 'usr_1',
})

/** Who may: Admin, Viewer, admin's Token, viewer's toKen, System. */
const TABLE: readonly (readonly [Action, string])[] = [
  ['registry:list', 'AVTKS'],
  ['registry:read', 'AVTKS'],
  ['registry:manage', 'ATS'],
  ['registry:sync', 'ATS'],
  ['repository:list', 'AVTKS'],
  ['repository:read', 'AVTKS'],
  ['tag:list', 'AVTKS'],
  ['manifest:read', 'AVTKS'],
  ['search:run', 'AVTKS'],
  ['job:list', 'AVTKS'],
  ['job:read', 'AVTKS'],
  ['job:cancel', 'ATS'],
  ['user:manage', 'AS'],
  ['token:manage', 'AS'],
  ['profile:manage', 'AVS'],
  ['metrics:read', 'ATKS'],
]
const ACTORS: readonly (readonly [string, Actor])[] = [
  ['A', user('admin')],
  ['V', user('viewer')],
  ['T', token('admin')],
  ['K', token('viewer')],
  ['S', SYSTEM_ACTOR],
]

describe('can', () => {
  it.each(TABLE)('%s is for %s and nobody else', (action, expected) => {
    const allowed = ACTORS.filter(([, actor]) => can(actor, action).allowed).map(([letter]) => letter)
    expect(allowed.join('')).toBe(expected)
    expect(can(ANONYMOUS_ACTOR, action)).toMatchObject({ allowed: false, mayKnow: false })
  })

  it('says on what grounds, either way', () => {
    expect(can(user('admin'), 'user:manage')).toEqual({ allowed: true, grantedBy: 'role admin' })
    expect(can(user('viewer'), 'user:manage')).toMatchObject({ reason: 'This needs the role admin.' })
    expect(can(token('admin'), 'token:manage')).toMatchObject({
      reason: expect.stringContaining('API token'),
    })
  })
})
