const NAME_LENGTH_MAX = 40
const GENERIC = new Set(['registry', 'docker', 'www', 'hub', 'index'])
const KNOWN: Readonly<Record<string, string>> = {
  'registry-1.docker.io': 'docker-hub',
  'docker.io': 'docker-hub',
  'index.docker.io': 'docker-hub',
  'ghcr.io': 'ghcr',
  'quay.io': 'quay',
}

/** A short name for a registry out of its address that is not taken yet; empty while there is no host in it. */
export function suggestName(url: string, taken: readonly string[]): string {
  const host = hostOf(url)
  if (host === null) return ''
  const base = KNOWN[host] ?? cleanName(tellingLabel(host))
  if (base === '' || !taken.includes(base)) return base

  const next = taken.length + 2
  for (let number = 2; number <= next; number++) {
    const candidate = `${base.slice(0, NAME_LENGTH_MAX - 4)}-${number}`
    if (!taken.includes(candidate)) return candidate
  }
  return ''
}

function hostOf(url: string): string | null {
  try {
    return new URL(url.trim()).hostname || null
  } catch {
    return null
  }
}

/** The first label that tells something: of `registry.corp.example` that is `corp`. */
function tellingLabel(host: string): string {
  if (/^[\d.]+$/.test(host) || host.startsWith('[') || host === 'localhost') return 'local'
  const labels = host.split('.')
  const inner = labels.length > 1 ? labels.slice(0, -1) : labels
  return inner.find((label) => !GENERIC.has(label)) ?? labels[0] ?? ''
}

function cleanName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, NAME_LENGTH_MAX)
    .replaceAll(/^-+|-+$/g, '')
}
