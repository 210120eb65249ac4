import { describe, expect, it } from 'vitest'
import { type Actor, ANONYMOUS_ACTOR, type GrantRole, SYSTEM_ACTOR } from '@/lib/core/actor'
import { buildPerson } from '@/lib/testing/context'
import { ACTIONS, type Action } from './actions'
import { can } from './can'

const here = { registryId: 'reg_1', repository: 'team/app' }
const on = (role: GrantRole, path = 'team') =>
  buildPerson('x', { grants: [{ role, registryId: 'reg_1', path }] })
const tokenOf = (owner: ReturnType<typeof buildPerson>, own = owner): Actor => ({
  ...own,
  kind: 'token',
  id: 'tok_1',
  userId: owner.id,
  owner,
})

const LETTERS: readonly (readonly [string, Actor])[] = [
  ['V', on('viewer')],
  ['D', on('developer')],
  ['M', on('maintainer')],
  ['P', on('approver')],
  ['O', on('owner')],
  ['U', buildPerson('auditor', { role: 'auditor' })],
  ['A', buildPerson('admin', { role: 'admin' })],
]

/** Who may in the own namespace: Viewer, Developer, Maintainer, aPprover, Owner, aUditor, Admin. */
const TABLE: Readonly<Record<string, string>> = {
  'registry:list': 'VDMPOUA',
  'registry:read': 'VDMPOUA',
  'registry:manage': 'A',
  'registry:sync': 'DMOA',
  'notification:read': 'UA',
  'notification:manage': 'A',
  'namespace:read': 'VDMPOUA',
  'repository:list': 'VDMPOUA',
  'repository:read': 'VDMPOUA',
  'repository:pull': 'VDMPOUA',
  'repository:push': 'DMOA',
  'tag:list': 'VDMPOUA',
  'tag:retag': 'MOA',
  'tag:delete': 'MOA',
  'tag:restore': 'MOA',
  'storage:verify': 'DMOA',
  'manifest:read': 'VDMPOUA',
  'search:run': 'VDMPOUA',
  'retention:read': 'VDMPOUA',
  'retention:edit': 'MOA',
  'retention:run': 'MOA',
  'line:list': 'VDMPOUA',
  'line:read': 'VDMPOUA',
  'golden-policy:read': 'VDMPOUA',
  'candidate:nominate': 'DMOA',
  'evidence:add': 'DMPOA',
  'channel:promote': 'MOA',
  'channel:promote-production': 'PA',
  'version:approve': 'POA',
  'version:revoke': 'MPOA',
  'version:ask-back': 'MPOA',
  'version:restore': 'PA',
  'waiver:request': 'MPOA',
  'waiver:grant': 'PA',
  'line:draft': 'MOA',
  'line:publish': 'OA',
  'golden-policy:publish': 'OA',
  'job:list': 'VDMPOUA',
  'job:read': 'VDMPOUA',
  'job:cancel': 'DMOA',
  'webhook:list': 'OA',
  'webhook:manage': 'OA',
  'metrics:read': 'A',
  'settings:manage': 'A',
  'user:read': 'UA',
  'user:manage': 'A',
  'group:read': 'UA',
  'group:manage': 'A',
  'member:read': 'OUA',
  'member:manage': 'OA',
  'member:find': 'OUA',
  'grant:list': 'OUA',
  'access:explain': 'UA',
  'audit:read': 'OUA',
  'audit:export': 'OUA',
  'audit:verify': 'UA',
  'token:read': 'UA',
  'token:manage': 'A',
  'token:own': 'VDMPOUA',
  'sign-in:read': 'UA',
  'sign-in:test': 'A',
  'profile:manage': 'VDMPOUA',
}

/** About oneself or the installation; a scope has nothing to say about them. */
const UNSCOPED: ReadonlySet<Action> = new Set(['token:own', 'profile:manage'])

describe('can', () => {
  it('has a row here for every action there is', () => {
    expect(Object.keys(TABLE).toSorted()).toEqual(ACTIONS.toSorted())
  })

  it.each(Object.entries(TABLE))('lets %s be done by %s and nobody else', (name, expected) => {
    const action = ACTIONS.find((one) => one === name)
    if (action === undefined) throw new Error(`${name} is no action`)
    const allowed = LETTERS.filter(([, actor]) => can(actor, action, here).allowed).map(([letter]) => letter)
    expect(allowed.join('')).toBe(expected)
    expect(can(SYSTEM_ACTOR, action, here).allowed).toBe(true)
    expect(can(ANONYMOUS_ACTOR, action, here)).toMatchObject({ allowed: false, mayKnow: false })
    expect(can(buildPerson('nobody'), action, here).allowed).toBe(UNSCOPED.has(action))
  })

  it.each(ACTIONS)('gives a grant on another namespace no %s here, and not even knowledge', (action) => {
    for (const path of ['team-a', 'tea', 'team/app/deeper', 'team/ap', 'team/app2', 'other', 't_am']) {
      const decision = can(on('owner', path), action, here)
      expect(decision.allowed, path).toBe(UNSCOPED.has(action))
      if (!decision.allowed) expect(decision.mayKnow, path).toBe(false)
    }
  })

  it.each(ACTIONS)('gives a token no %s that its owner or it may not', (action) => {
    const roles = LETTERS.map(([, actor]) => actor).filter((actor) => actor.kind === 'user')
    for (const owner of roles) {
      for (const own of roles) {
        if (!can(tokenOf(owner, own), action, here).allowed || action === 'metrics:read') continue
        expect(can(owner, action, here).allowed && can(own, action, here).allowed).toBe(true)
      }
    }
  })

  it('lists what one has a part of, and reads as a whole only what one has whole', () => {
    const member = on('viewer', 'team/app')
    expect(can(member, 'registry:read', { registryId: 'reg_1' }).allowed).toBe(true)
    expect(can(member, 'namespace:read', { registryId: 'reg_1', namespace: 'team' }).allowed).toBe(true)
    expect(can(member, 'namespace:read', { registryId: 'reg_1', namespace: 'teams' })).toMatchObject({
      allowed: false,
      mayKnow: false,
    })
    expect(can(member, 'registry:read', { registryId: 'reg_2' })).toMatchObject({ mayKnow: false })
    expect(can(member, 'job:read', { registryId: 'reg_1' })).toMatchObject({ allowed: false, mayKnow: true })
  })

  it('says on what grounds, either way', () => {
    const person = on('owner', '')
    expect(can(person, 'tag:delete', here)).toEqual({
      allowed: true,
      grounds: [{ kind: 'grant', of: 'actor', grant: person.grants[0] }],
    })
    expect(can(on('viewer'), 'tag:delete', here)).toEqual({
      allowed: false,
      reason: 'This needs the role maintainer or owner here.',
      mayKnow: true,
    })
    expect(can(tokenOf(person), 'member:manage', here)).toMatchObject({
      reason: expect.stringContaining('API token'),
    })
  })
})
