import { UpstreamError } from '@/lib/core/errors'
import { type Digest, isDigest } from './digest'
import { displayList, displayMap, displayText } from './display'
import { parseUpstreamJson } from './json'
import { formatPlatform } from './platform'

/** One step of a build as the config tells it. */
export interface HistoryEntry {
  /** Epoch ms; null when missing or nonsense. */
  readonly createdAt: number | null
  readonly createdBy: string
  readonly comment: string | null
  readonly isEmpty: boolean
}

/** An image's config, safe to show: texts cut to 4,096 characters, lists to 200, controls made visible. */
export interface ImageConfig {
  readonly os: string | null
  readonly architecture: string | null
  readonly variant: string | null
  /** `os/arch[/variant]`; null when unknown. */
  readonly platform: string | null
  readonly author: string | null
  /** Epoch ms; null when missing, nonsense or outside 1970..2100. */
  readonly createdAt: number | null
  readonly user: string | null
  readonly workingDir: string | null
  readonly stopSignal: string | null
  readonly entrypoint: readonly string[]
  readonly cmd: readonly string[]
  readonly env: readonly { readonly name: string; readonly value: string }[]
  readonly labels: Readonly<Record<string, string>>
  readonly exposedPorts: readonly string[]
  readonly volumes: readonly string[]
  readonly healthcheck: readonly string[]
  /** Instructions left for images built on it (Docker's `OnBuild`). */
  readonly onBuild: readonly string[]
  /** From the base up; null when missing or when any of them is malformed. */
  readonly diffIds: readonly Digest[] | null
  /** Null when missing, malformed or longer than 1,000 entries. */
  readonly history: readonly HistoryEntry[] | null
}

const HISTORY_MAX = 1000
const YEAR_MIN = 1970
const YEAR_MAX = 2100
const RFC3339 = /^(\d{4})-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/

/**
 * Reads an image config. Everything in it may be missing; what is there but nonsense counts as missing.
 * @throws UpstreamError `upstream-invalid` when it is not a JSON object
 */
export function parseConfig(bytes: Uint8Array): ImageConfig {
  const document = parseUpstreamJson(bytes)
  if (!isObject(document)) {
    throw new UpstreamError('upstream-invalid', 'The registry sent a config that is not an object.')
  }
  const section = isObject(document.config) ? document.config : {}
  const rootfs = isObject(document.rootfs) ? document.rootfs : {}
  const healthcheck = isObject(section.Healthcheck) ? section.Healthcheck : {}
  return {
    os: text(document.os),
    architecture: text(document.architecture),
    variant: text(document.variant),
    platform: formatPlatform(document),
    author: text(document.author),
    createdAt: parseTimestamp(document.created),
    user: text(section.User),
    workingDir: text(section.WorkingDir),
    stopSignal: text(section.StopSignal),
    entrypoint: displayList(section.Entrypoint),
    cmd: displayList(section.Cmd),
    env: displayList(section.Env).map(splitVariable),
    labels: displayMap(section.Labels),
    exposedPorts: keysOf(section.ExposedPorts),
    volumes: keysOf(section.Volumes),
    healthcheck: displayList(healthcheck.Test),
    onBuild: displayList(section.OnBuild),
    diffIds: readDiffIds(rootfs.diff_ids),
    history: readHistory(document.history),
  }
}

/** Epoch ms of an RFC 3339 text; null for anything else and for years outside 1970..2100. */
export function parseTimestamp(value: unknown): number | null {
  const match = typeof value === 'string' ? RFC3339.exec(value) : null
  if (match === null) return null
  const year = Number(match[1])
  if (year < YEAR_MIN || year > YEAR_MAX) return null
  const at = Date.parse(match[0])
  return Number.isNaN(at) || at < 0 ? null : at
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? displayText(value) : null
}

function keysOf(value: unknown): readonly string[] {
  return isObject(value) ? displayList(Object.keys(value)) : []
}

function splitVariable(variable: string): { name: string; value: string } {
  const equals = variable.indexOf('=')
  if (equals < 0) return { name: variable, value: '' }
  return { name: variable.slice(0, equals), value: variable.slice(equals + 1) }
}

function readDiffIds(value: unknown): readonly Digest[] | null {
  if (!Array.isArray(value)) return null
  const diffIds = value.filter((item): item is Digest => typeof item === 'string' && isDigest(item))
  return diffIds.length === value.length ? diffIds : null
}

function readHistory(value: unknown): readonly HistoryEntry[] | null {
  if (!Array.isArray(value) || value.length > HISTORY_MAX || !value.every(isObject)) return null
  return value.map((entry) => ({
    createdAt: parseTimestamp(entry.created),
    createdBy: text(entry.created_by) ?? '',
    comment: text(entry.comment),
    isEmpty: entry.empty_layer === true,
  }))
}
