import { describe, expect, it } from 'vitest'
import type { Grant, GrantList } from '../queries'
import { buildMatrix, type MatrixFilter } from './matrix-model'

const NO_FILTER: MatrixFilter = { who: '', where: '', role: 'any', kind: 'all' }
const allowed = { allowed: true, reason: null, grounds: [] }

const grant = (id: string, to: Partial<Grant['principal']>, what: Partial<Grant>): Grant => ({
  id,
  role: 'viewer',
  registry: 'main',
  path: '',
  principal: { kind: 'user', id: 'usr_ada', name: 'ada', source: null, isDisabled: false, ...to },
  createdBy: 'usr_root',
  createdAt: 1,
  can: { manage: allowed },
  ...what,
})
const group = { kind: 'group' as const, id: 'grp_1', name: 'platform', source: 'local' }

const list: GrantList = {
  items: [
    grant('1', {}, { role: 'viewer', path: 'team' }),
    grant('2', {}, { role: 'developer', path: 'team/web' }),
    grant('3', group, { role: 'owner', path: 'team' }),
    grant('4', group, { role: 'viewer', registry: null }),
  ],
  people: [
    { id: 'usr_ada', name: 'ada', role: 'member', isDisabled: false, groups: ['grp_1'] },
    { id: 'usr_bob', name: 'bob', role: 'auditor', isDisabled: false, groups: [] },
  ],
  can: { everywhere: allowed },
}

describe('the matrix of grants', () => {
  const { rows, places, cell } = buildMatrix(list, [{ registry: 'main', path: 'team-b' }], NO_FILTER)
  const ada = rows.find((row) => row.name === 'ada')
  const at = (path: string) => {
    if (ada === undefined) throw new Error('ada is not there')
    const { direct, inherited } = cell(ada, { registry: 'main', path })
    return { direct: direct.map(({ role }) => role), inherited: inherited.map(({ role }) => role) }
  }

  it('has a row for whom a grant reaches and a column for each place, also without a grant', () => {
    expect(rows.map((row) => row.name)).toEqual(['platform', 'ada', 'bob'])
    expect(places.map(({ registry, path }) => `${registry}/${path}`)).toEqual([
      'null/',
      'main/team',
      'main/team-b',
      'main/team/web',
    ])
  })

  it('tells what is given here from what comes from above or through a group', () => {
    expect(at('team')).toEqual({ direct: ['viewer'], inherited: ['owner'] })
    expect(at('team/web')).toEqual({ direct: ['developer'], inherited: ['viewer', 'owner'] })
    expect(at('team-b')).toEqual({ direct: [], inherited: ['viewer'] })
  })

  it('narrows by name, place, kind and role, also by a role that a group gives', () => {
    const names = (filter: Partial<MatrixFilter>) =>
      buildMatrix(list, [], { ...NO_FILTER, ...filter }).rows.map((row) => row.name)
    expect(names({ who: 'PLAT' })).toEqual(['platform'])
    expect(names({ kind: 'user' })).toEqual(['ada', 'bob'])
    expect(names({ role: 'owner' })).toEqual(['platform', 'ada'])
    expect(buildMatrix(list, [], { ...NO_FILTER, where: 'web' }).places).toHaveLength(1)
  })
})
