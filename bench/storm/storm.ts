/** One tag of the registry that events tell of. */
export interface StormTag {
  readonly repository: string
  readonly tag: string
  readonly digest: string
}

export interface Storm {
  /** Bodies as a registry sends them, five events each. */
  readonly envelopes: readonly string[]
  /** Distinct events that can be read. */
  readonly readable: number
  /** Distinct events that cannot. */
  readonly poison: number
}

const EVENTS_PER_ENVELOPE = 5
const DISTINCT_SHARE = 0.8
const POISON_EVERY = 100

/**
 * A storm as registries make it: the events of a tag come close together, half of them pulls, one in a hundred
 * unreadable; the last fifth of all is what was delivered once already.
 */
export function buildStorm(tags: readonly StormTag[], count: number, nowMs: number): Storm {
  const distinct = count * DISTINCT_SHARE
  const events = Array.from({ length: distinct }, (_, number) => {
    const about = tags[Math.floor((number / distinct) * tags.length)]
    return eventOf(number, { about, nowMs })
  })
  const all = [...events, ...events.slice(0, count - distinct)]
  const envelopes: string[] = []
  for (let at = 0; at < all.length; at += EVENTS_PER_ENVELOPE) {
    envelopes.push(JSON.stringify({ events: all.slice(at, at + EVENTS_PER_ENVELOPE) }))
  }
  const poison = Math.floor(distinct / POISON_EVERY)
  return { envelopes, readable: distinct - poison, poison }
}

interface Parts {
  readonly about: StormTag | undefined
  readonly nowMs: number
}

function eventOf(number: number, { about, nowMs }: Parts): object {
  const isPoison = number % POISON_EVERY === POISON_EVERY - 1
  const isPull = number % 2 === 0
  const action = isPull ? 'pull' : 'push'
  return {
    id: `storm-${number}`,
    timestamp: new Date(nowMs).toISOString(),
    action: isPoison ? 'explode' : action,
    target: {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      size: 1000,
      length: 1000,
      repository: about?.repository,
      digest: about?.digest,
      tag: about?.tag,
      url: 'http://registry.invalid/',
    },
    request: {
      id: String(number),
      addr: '10.0.0.1:1',
      host: 'registry',
      method: isPull ? 'GET' : 'PUT',
      useragent: 'docker/28.0',
    },
    actor: { name: 'ci' },
    source: { addr: 'registry:5000', instanceID: 'storm' },
  }
}
