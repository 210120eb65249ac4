import { openPlainClient } from './plain-client'
import { type KnownTags, readAll, readPageLikeJoxit, revalidateAll } from './read-all'

/** What the process is asked to do; it answers each with `WorkFigures`. */
export type FloorRequest =
  | { readonly kind: 'cold'; readonly url: string; readonly connections: number }
  | { readonly kind: 'warm'; readonly url: string; readonly connections: number }
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
    if (asked.kind === 'cold') known = await readAll(client, connections)
    else if (asked.kind === 'warm') await revalidateAll(client, connections, known)
    else await readPageLikeJoxit(client, asked.repository, { tags: asked.tags, concurrency: connections })
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
