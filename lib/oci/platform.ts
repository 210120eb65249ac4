/** A platform as an index or a config names it; any part may be missing or nonsense. */
export interface PlatformParts {
  readonly os?: unknown
  readonly architecture?: unknown
  readonly variant?: unknown
}

const PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/

function part(value: unknown): string | null {
  return typeof value === 'string' && PART.test(value) ? value.toLowerCase() : null
}

/** `os/arch[/variant]`; null where it names none, or `unknown/unknown` as attestations do. */
export function formatPlatform(parts: PlatformParts): string | null {
  const os = part(parts.os)
  const architecture = part(parts.architecture)
  if (os === null || architecture === null) return null
  if (os === 'unknown' || architecture === 'unknown') return null

  const variant = part(parts.variant)
  return variant === null ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`
}

/** Variants that go without saying, as container runtimes take them. */
const IMPLIED: Readonly<Record<string, string>> = { arm64: 'v8', arm: 'v7', amd64: 'v1' }

/** Whether two names mean one platform: `linux/arm64` is `linux/arm64/v8`, and `linux/arm` is `linux/arm/v7`. */
export function isSamePlatform(one: string, other: string): boolean {
  return spelledOut(one) === spelledOut(other)
}

function spelledOut(platform: string): string {
  const [os = '', architecture = '', variant = IMPLIED[architecture] ?? ''] = platform
    .toLowerCase()
    .split('/')
  return `${os}/${architecture}/${variant}`
}
