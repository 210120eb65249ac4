/** A policy while it is written: the document as the API takes it. */

export type ParamValue = string | number | boolean | readonly string[]
export type Params = Readonly<Record<string, ParamValue>>
export type RequirementKind = 'check' | 'evidence' | 'manual'

export interface Requirement {
  readonly id: string
  readonly kind: RequirementKind
  readonly ref: string
  readonly params: Params
  readonly level: 'block' | 'warn'
  readonly maxAgeDays: number | null
  readonly isWaivable: boolean
}

export interface PolicyDraft {
  readonly requirements: readonly Requirement[]
  readonly approvalsMin: number
  readonly approverGroups: readonly string[]
  readonly validityDays: number | null
  readonly graceDays: number
  readonly waiverDaysMax: number
  readonly platforms: readonly string[]
}

/** Something a policy can ask, of the catalogue. */
export interface CatalogueItem {
  readonly ref: string
  readonly kind: 'check' | 'evidence'
  readonly name: string
  readonly title: string
  readonly explanation: string
  readonly severity: string | null
  readonly defaults: Params
}

/** What a requirement of the catalogue is like when it is first asked for. */
export function requirementOf({ ref, kind, name, severity, defaults }: CatalogueItem): Requirement {
  return {
    id: name,
    kind,
    ref,
    params: defaults,
    level: severity === 'low' || severity === 'medium' ? 'warn' : 'block',
    maxAgeDays: kind === 'evidence' ? 30 : null,
    isWaivable: severity !== 'critical',
  }
}

/** An item that people tick off by hand; its id follows from its text, and is free. */
export function manualOf(text: string, taken: readonly string[]): Requirement {
  const base = slugOf(text)
  const id = Array.from({ length: taken.length + 1 }, (_, at) =>
    at === 0 ? base : `${base}-${at + 1}`,
  ).find((candidate) => !taken.includes(candidate))
  return {
    id: id ?? base,
    kind: 'manual',
    ref: text,
    params: {},
    level: 'block',
    maxAgeDays: null,
    isWaivable: true,
  }
}

const SLUG_MAX = 40

function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, SLUG_MAX)
  return slug === '' ? 'item' : slug
}

export function findRequirement(draft: PolicyDraft, ref: string): Requirement | undefined {
  return draft.requirements.find((requirement) => requirement.ref === ref)
}

/** Puts a requirement in the place of the one with its id, or at the end. */
export function putRequirement(draft: PolicyDraft, requirement: Requirement): PolicyDraft {
  const has = draft.requirements.some(({ id }) => id === requirement.id)
  return {
    ...draft,
    requirements: has
      ? draft.requirements.map((each) => (each.id === requirement.id ? requirement : each))
      : [...draft.requirements, requirement],
  }
}

export function dropRequirement(draft: PolicyDraft, id: string): PolicyDraft {
  return { ...draft, requirements: draft.requirements.filter((requirement) => requirement.id !== id) }
}

/** The words of a list as people type it: by comma or line. */
export function listFrom(text: string): readonly string[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** What differs between two documents, in words; none where they ask the same. */
export function changesOf(before: PolicyDraft, after: PolicyDraft): readonly string[] {
  const old = new Map(before.requirements.map((requirement) => [requirement.id, requirement]))
  const now = new Map(after.requirements.map((requirement) => [requirement.id, requirement]))
  return [
    ...after.requirements.filter(({ id }) => !old.has(id)).map(({ id }) => `asks for ${id}`),
    ...before.requirements.filter(({ id }) => !now.has(id)).map(({ id }) => `no longer asks for ${id}`),
    ...after.requirements
      .filter((requirement) => isChanged(old.get(requirement.id), requirement))
      .map(({ id }) => `changes ${id}`),
    ...SETTINGS.filter(({ key }) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map(
      ({ key, label }) => `${label}: ${said(before[key])} → ${said(after[key])}`,
    ),
  ]
}

const SETTINGS = [
  { key: 'approvalsMin', label: 'approvals' },
  { key: 'approverGroups', label: 'groups of approvers' },
  { key: 'validityDays', label: 'days of validity' },
  { key: 'graceDays', label: 'days of grace' },
  { key: 'waiverDaysMax', label: 'days of a waiver' },
  { key: 'platforms', label: 'platforms' },
] as const

function isChanged(before: Requirement | undefined, after: Requirement): boolean {
  return before !== undefined && JSON.stringify(sorted(before)) !== JSON.stringify(sorted(after))
}

/** The same whatever order members were written in. */
function sorted(requirement: Requirement) {
  return { ...requirement, params: Object.entries(requirement.params).toSorted(byKey) }
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}

function said(value: number | null | readonly string[]): string {
  if (value === null) return 'without end'
  if (typeof value === 'number') return String(value)
  return value.length === 0 ? 'any' : value.join(', ')
}
