import { openPlainClient } from './plain-client'
import { type KnownTags, readAll, readPageLikeJoxit, revalidateAll } from './read-all'

/** Reading everything; asking each tag again by HEAD; asking again by conditional GET, which registries answer sooner. */
export type PassKind = 'cold' | 'warm' | 'conditional'

/** What the process is asked to do; it answers each with `WorkFigures`. */
export type FloorRequest =
  | { readonly kind: PassKind; readonly url: string; readonly connections: number }
  | { readonly kind: 'joxit-page'; readonly url: string; readonly repository: string; readonly tags: number }

export interface WorkFigures {
  readonly wallMs: number
  readonly processorSeconds: number
}

/** A browser keeps six connections to one origin. */
const BROWSER_CONNECTIONS = 6

let known: KnownTags = new Map()

/** A process of its own, so that its processor time is its own and nothing else waits in its event loop. */
process.on('message', (asked: FloorRequest) => {
  void timed(() => perform(asked)).then(
    (figures) => process.send?.({ figures }),
    (error) => process.send?.({ error: String(error) }),
  )
})

async function perform(asked: FloorRequest): Promise<void> {
  const connections = asked.kind === 'joxit-page' ? BROWSER_CONNECTIONS : asked.connections
  const client = openPlainClient(asked.url, connections)
  try {
    if (asked.kind === 'joxit-page') {
      await readPageLikeJoxit(client, asked.repository, { tags: asked.tags, concurrency: connections })
    } else if (asked.kind === 'cold') {
      known = await readAll(client, connections)
    } else {
      const isConditional = asked.kind === 'conditional'
      await revalidateAll(client, connections, (repository, tag) =>
        isConditional
          ? client.manifest(repository, tag, known.get(`${repository} ${tag}`))
          : client.digest(repository, tag),
      )
    }
  } finally {
    await client.close()
  }
}

async function timed(work: () => Promise<void>): Promise<WorkFigures> {
  const startedMs = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wallMs: performance.now() - startedMs, processorSeconds: (user + system) / 1e6 }
}
