export interface ChartFacts {
  readonly name: string | null
  readonly version: string | null
  readonly appVersion: string | null
  readonly description: string | null
  readonly type: string | null
  readonly apiVersion: string | null
  readonly home: string | null
  readonly sources: readonly string[]
  readonly maintainers: readonly string[]
  readonly dependencies: readonly string[]
}

const LIST_MAX = 50

/** What a Helm chart's config says of it. Undefined when it cannot be read; a part that is no text is unknown. */
export function parseChart(config: string): ChartFacts | undefined {
  const chart = record(parse(config))
  if (!chart) return undefined
  return {
    name: text(chart.name),
    version: text(chart.version),
    appVersion: text(chart.appVersion),
    description: text(chart.description),
    type: text(chart.type),
    apiVersion: text(chart.apiVersion),
    home: text(chart.home),
    sources: list(chart.sources).flatMap((item) => text(item) ?? []),
    maintainers: list(chart.maintainers).flatMap((item) => text(record(item)?.name) ?? []),
    dependencies: list(chart.dependencies).flatMap(dependency),
  }
}

function dependency(value: unknown): string[] {
  const entry = record(value)
  const name = text(entry?.name)
  if (name === null) return []
  const version = text(entry?.version)
  return [version === null ? name : `${name} ${version}`]
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function record(value: unknown): Record<string, unknown> | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? Object.fromEntries(Object.entries(value)) : undefined
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, LIST_MAX) : []
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
