import { covers } from '@/lib/core/covers'
import type { Grant, GrantList, GrantRole } from '../queries'

/** A place a grant can hold, by the name of its registry; null is every registry. */
export interface Place {
  readonly registry: string | null
  readonly path: string
}

export interface Row {
  readonly id: string
  readonly kind: Grant['principal']['kind']
  readonly name: string
  /** Of a group: who says who is in it. Of a person: their role in the whole installation, unless member. */
  readonly note: string | null
  readonly isDisabled: boolean
  /** Whose grants reach this row too. */
  readonly groups: readonly string[]
}

export interface Inherited {
  readonly role: GrantRole
  /** `main/team-a`, `group platform`, or both. */
  readonly from: string
}

export interface Cell {
  readonly direct: readonly Grant[]
  readonly inherited: readonly Inherited[]
}

export interface Matrix {
  readonly rows: readonly Row[]
  readonly places: readonly Place[]
  readonly cell: (row: Row, place: Place) => Cell
}

export interface MatrixFilter {
  readonly who: string
  readonly where: string
  readonly role: GrantRole | 'any'
  readonly kind: 'all' | 'user' | 'group' | 'token'
}

/** A place in words. */
export function placeText({ registry, path }: Place): string {
  if (path === '') return registry ?? 'Every registry'
  return `${registry ?? '*'}/${path}`
}

/** Whether all of an inner place lies in an outer one. */
function holds(outer: Place, inner: Place): boolean {
  return (outer.registry === null || outer.registry === inner.registry) && covers(outer.path, inner.path)
}

const isSamePlace = (a: Place, b: Place) => a.registry === b.registry && a.path === b.path

/** Principals by places, narrowed by a filter. `known` are places without a grant so far. */
export function buildMatrix(list: GrantList, known: readonly Place[], filter: MatrixFilter): Matrix {
  const grantsOf = new Map<string, Grant[]>()
  for (const grant of list.items) {
    const own = grantsOf.get(grant.principal.id)
    if (own === undefined) grantsOf.set(grant.principal.id, [grant])
    else own.push(grant)
  }
  const cell = (row: Row, place: Place) => readCell(grantsOf, row, place)

  const places = distinctPlaces([...known, ...list.items]).filter((place) =>
    has(placeText(place), filter.where),
  )
  const rows = rowsOf(list).filter((row) => isWanted(row, filter))
  const withRole = (row: Row) => rolesOf(grantsOf, row).has(filter.role)
  return { rows: filter.role === 'any' ? rows : rows.filter(withRole), places, cell }
}

function readCell(grantsOf: ReadonlyMap<string, readonly Grant[]>, row: Row, place: Place): Cell {
  const own = grantsOf.get(row.id) ?? []
  const direct = own.filter((grant) => isSamePlace(grant, place))
  const above = own
    .filter((grant) => !isSamePlace(grant, place) && holds(grant, place))
    .map((grant) => ({ role: grant.role, from: placeText(grant) }))
  const throughGroups = row.groups.flatMap((id) =>
    (grantsOf.get(id) ?? [])
      .filter((grant) => holds(grant, place))
      .map((grant) => ({
        role: grant.role,
        from: `${placeText(grant)} through group ${grant.principal.name}`,
      })),
  )
  return { direct, inherited: distinctRoles([...above, ...throughGroups], direct) }
}

/** Each role once, and none that is given here anyway. */
function distinctRoles(inherited: readonly Inherited[], direct: readonly Grant[]): readonly Inherited[] {
  const byRole = new Map<GrantRole, Inherited>()
  for (const one of inherited) {
    if (direct.some((grant) => grant.role === one.role)) continue
    const known = byRole.get(one.role)
    byRole.set(one.role, known ? { role: one.role, from: `${known.from}, ${one.from}` } : one)
  }
  return [...byRole.values()]
}

function rolesOf(grantsOf: ReadonlyMap<string, readonly Grant[]>, row: Row): ReadonlySet<string> {
  return new Set([row.id, ...row.groups].flatMap((id) => (grantsOf.get(id) ?? []).map(({ role }) => role)))
}

/** Groups first, then people, then API tokens, each by name. */
function rowsOf(list: GrantList): readonly Row[] {
  const rows = new Map<string, Row>()
  for (const { principal } of list.items) {
    if (principal.kind === 'user' || rows.has(principal.id)) continue
    const { id, kind, name, isDisabled } = principal
    const note = kind === 'group' ? (principal.source ?? 'group') : 'API token'
    rows.set(id, { id, kind, name, note, isDisabled, groups: [] })
  }
  for (const { id, name, role, isDisabled, groups } of list.people) {
    rows.set(id, { id, kind: 'user', name, note: role === 'member' ? null : role, isDisabled, groups })
  }
  const rank = { group: 0, user: 1, token: 2 }
  return [...rows.values()].sort((a, b) => rank[a.kind] - rank[b.kind] || (a.name < b.name ? -1 : 1))
}

function isWanted(row: Row, filter: MatrixFilter): boolean {
  if (filter.kind !== 'all' && row.kind !== filter.kind) return false
  return has(row.name, filter.who)
}

function has(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.trim().toLowerCase())
}

/** Every registry, then each registry with what lies in it. */
function distinctPlaces(places: readonly Place[]): readonly Place[] {
  const byText = new Map(
    places.map(({ registry, path }) => [`${registry ?? ''}\n${path}`, { registry, path }]),
  )
  return [...byText.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place)
}
