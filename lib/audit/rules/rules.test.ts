import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor, GrantRole } from '@/lib/core/actor'
import { SYSTEM_ACTOR } from '@/lib/core/actor'
import { bucketsFor } from './buckets'
import { readableBy } from './readable'

const scope = { registryId: 'reg_1', path: 'team' }
const grant = (role: GrantRole) => ({ id: 'gra_1', role, group: null, ...scope })
const member = (...roles: GrantRole[]): Extract<Actor, { kind: 'user' }> => ({
  kind: 'user',
  id: 'usr_1',
  name: 'ada',
  role: 'member',
  grants: roles.map(grant),
  principals: ['usr_1'],
})

describe('what of the log somebody reads', () => {
  it('is everything for admins, auditors and the server itself', () => {
    for (const role of ['admin', 'auditor'] as const) {
      expect(readableBy({ ...member(), role })).toEqual({ kind: 'all' })
    }
    expect(readableBy(SYSTEM_ACTOR)).toEqual({ kind: 'all' })
  })

  it('is the own scope for an owner and nothing for every other role', () => {
    expect(readableBy(member('viewer', 'owner'))).toMatchObject({ kind: 'scopes', sides: [[scope]] })
    for (const role of ['viewer', 'developer', 'maintainer', 'approver'] as const) {
      expect(readableBy(member(role))).toEqual({ kind: 'nothing' })
    }
  })

  it('is for an API token what both it and its owner read', () => {
    const owner = { ...member('owner'), name: 'ada' }
    const token = { ...member('owner'), kind: 'token', userId: 'usr_1', owner } as const
    expect(readableBy(token)).toMatchObject({ kind: 'scopes', sides: [[scope], [scope]] })
    expect(readableBy({ ...token, role: 'auditor' })).toMatchObject({ kind: 'scopes', sides: [[scope]] })
    expect(readableBy({ ...token, grants: [] })).toEqual({ kind: 'nothing' })
  })
})

describe('stretches of time', () => {
  it('cover the whole range and are few enough to be drawn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 4e12 }), (from, length) => {
        const { startMs, sizeMs, count } = bucketsFor(from, from + length)
        expect(startMs).toBeLessThanOrEqual(from)
        expect(startMs + count * sizeMs).toBeGreaterThanOrEqual(from + length)
        expect(count).toBeLessThanOrEqual(64)
      }),
    )
  })
})
