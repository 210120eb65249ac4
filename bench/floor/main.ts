import { openPlainClient } from './plain-client'
import { readAll, revalidateAll } from './read-all'

/** A process of its own, so that its processor time and memory are its own too. Prints one line of JSON. */
const [url = '', connections = '16'] = process.argv.slice(2)
const client = openPlainClient(url, Number(connections))

const cold = await timed(() => readAll(client, Number(connections)))
const known = cold.result
const warm = await timed(() => revalidateAll(client, Number(connections), known))
await client.close()
console.log(JSON.stringify({ tags: known.size, cold: cold.figures, warm: warm.figures }))

async function timed<T>(work: () => Promise<T>) {
  const startedMs = performance.now()
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  const figures = { wallMs: performance.now() - startedMs, processorSeconds: (user + system) / 1e6 }
  return { result, figures }
}
