import type { ImageFacts, SubjectFacts } from './checks/check'
import type { Finding, Outcome } from './policy'

export interface Change {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

export interface LayerSize {
  readonly digest: string
  readonly size: number
}

/** What is different between two digests of one line. */
export interface Comparison {
  readonly totalBytes: { readonly before: number | null; readonly after: number | null }
  readonly platforms: { readonly added: readonly string[]; readonly removed: readonly string[] }
  readonly layers: {
    readonly shared: number
    readonly added: readonly LayerSize[]
    readonly removed: readonly LayerSize[]
  }
  /** Null where a config is not known or nothing runs on the same platform. */
  readonly config: readonly Change[] | null
}

/** Compares what is golden now with what may become so. */
export function compareSubjects(before: SubjectFacts, after: SubjectFacts): Comparison {
  const [old, young] = [layersOf(before), layersOf(after)]
  const [from, to] = [platformsOf(before), platformsOf(after)]
  return {
    totalBytes: { before: before.totalSize, after: after.totalSize },
    platforms: {
      added: to.filter((platform) => !from.includes(platform)),
      removed: from.filter((platform) => !to.includes(platform)),
    },
    layers: {
      shared: [...young.keys()].filter((digest) => old.has(digest)).length,
      added: without(young, old),
      removed: without(old, young),
    },
    config: compareConfigs(before.images ?? [], after.images ?? []),
  }
}

function layersOf({ images }: SubjectFacts): ReadonlyMap<string, number> {
  const layers = (images ?? []).flatMap(({ manifest }) => manifest.layers)
  return new Map(layers.map(({ digest, size }) => [digest, size]))
}

function without(own: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): readonly LayerSize[] {
  return [...own].flatMap(([digest, size]) => (other.has(digest) ? [] : [{ digest, size }]))
}

function platformsOf({ images }: SubjectFacts): readonly string[] {
  return (images ?? []).flatMap(({ platform }) => platform ?? [])
}

function compareConfigs(
  before: readonly ImageFacts[],
  after: readonly ImageFacts[],
): readonly Change[] | null {
  for (const image of after) {
    const own = before.find(({ platform }) => platform === image.platform)
    if (own?.config && image.config) return changesOf(aspectsOf(own.config), aspectsOf(image.config))
  }
  return null
}

type Config = NonNullable<ImageFacts['config']>

function aspectsOf(config: Config): ReadonlyMap<string, string> {
  return new Map([
    ['user', config.user ?? ''],
    ['entrypoint', config.entrypoint.join(' ')],
    ['command', config.cmd.join(' ')],
    ['working directory', config.workingDir ?? ''],
    ['ports', config.exposedPorts.toSorted().join(', ')],
    ['volumes', config.volumes.toSorted().join(', ')],
    ...config.env.map(({ name, value }) => [`env ${name}`, value] as const),
    ...Object.entries(config.labels).map(([name, value]) => [`label ${name}`, value] as const),
  ])
}

const CHANGES_MAX = 200

function changesOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly Change[] {
  const fields = [...new Set([...before.keys(), ...after.keys()])]
  return fields
    .filter((field) => before.get(field) !== after.get(field))
    .slice(0, CHANGES_MAX)
    .map((field) => ({ field, before: before.get(field) ?? null, after: after.get(field) ?? null }))
}

export interface FindingChange {
  readonly requirementId: string
  readonly before: Outcome | null
  readonly after: Outcome | null
}

/** Requirements that say something else, or that only one of two evaluations asked. */
export function compareFindings(
  before: readonly Finding[],
  after: readonly Finding[],
): readonly FindingChange[] {
  const old = new Map(before.map(({ requirementId, outcome }) => [requirementId, outcome]))
  const young = new Map(after.map(({ requirementId, outcome }) => [requirementId, outcome]))
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((requirementId) => {
    const [was, is] = [old.get(requirementId) ?? null, young.get(requirementId) ?? null]
    return was === is ? [] : [{ requirementId, before: was, after: is }]
  })
}
