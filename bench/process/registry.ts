import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { request } from 'undici'
import { freePort } from '@/lib/testing/registry'
import { startChild, untilReady } from './child'
import { temporaryDirectory } from './leftovers'
import { processorSeconds } from './proc'

/** What a registry has answered since it started, by its own counters. */
export interface RegistryFigures {
  readonly requests: number
  /** Answers 200 with a manifest, and those with a blob. */
  readonly manifestBodies: number
  readonly blobBodies: number
  readonly unchanged: number
  readonly processorSeconds: number
}

export interface BenchRegistry {
  readonly url: string
  figures(): Promise<RegistryFigures>
  stop(): Promise<void>
}

const READY_MS = 20_000

/** Starts docker-registry over a corpus, with nothing in its memory yet. It counts its requests itself. */
export async function startBenchRegistry(
  corpusDirectory: string,
  { isDeleting = false }: { readonly isDeleting?: boolean } = {},
): Promise<BenchRegistry> {
  const directory = temporaryDirectory('assay-bench-registry-')
  const [port, metricsPort] = [await freePort(), await freePort()]
  const configPath = join(directory.path, 'config.json')
  writeFileSync(configPath, JSON.stringify(configuration({ corpusDirectory, port, metricsPort, isDeleting })))

  const url = `http://127.0.0.1:${port}`
  const child = startChild('docker-registry', ['serve', configPath])
  await untilReady(child, async () => (await textOf(`${url}/v2/`)) !== undefined, READY_MS)
  return {
    url,
    figures: async () => ({
      ...readFigures(await textOf(`http://127.0.0.1:${metricsPort}/metrics`)),
      processorSeconds: processorSeconds(child.pid),
    }),
    stop: async () => {
      await child.stop()
      directory.remove()
    },
  }
}

/** Adds up `registry_http_requests_total{code,handler,method}` of a Prometheus text. */
export function readFigures(text: string): Omit<RegistryFigures, 'processorSeconds'> {
  const lines = text.matchAll(/^registry_http_requests_total\{code="(\d+)",handler="(\w+)",[^}]*\} (\S+)$/gm)
  const counts = [...lines].map(([, code, handler, count]) => ({ code, handler, count: Number(count) }))
  const sum = (of: readonly { readonly count: number }[]) => of.reduce((total, { count }) => total + count, 0)
  const bodies = (name: string) =>
    sum(counts.filter(({ code, handler }) => code === '200' && handler === name))
  return {
    // The bench itself asks `/v2/` to see that the registry is up.
    requests: sum(counts.filter(({ handler }) => handler !== 'base')),
    manifestBodies: bodies('manifest'),
    blobBodies: bodies('blob'),
    unchanged: sum(counts.filter(({ code }) => code === '304')),
  }
}

export function figuresBetween(before: RegistryFigures, after: RegistryFigures): RegistryFigures {
  return {
    requests: after.requests - before.requests,
    manifestBodies: after.manifestBodies - before.manifestBodies,
    blobBodies: after.blobBodies - before.blobBodies,
    unchanged: after.unchanged - before.unchanged,
    processorSeconds: after.processorSeconds - before.processorSeconds,
  }
}

interface ConfigurationInput {
  readonly corpusDirectory: string
  readonly port: number
  readonly metricsPort: number
  readonly isDeleting: boolean
}

/** JSON is YAML, so no YAML has to be written. */
function configuration({ corpusDirectory, port, metricsPort, isDeleting }: ConfigurationInput): object {
  return {
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: corpusDirectory },
      delete: { enabled: isDeleting },
      cache: { blobdescriptor: 'inmemory' },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: {
      addr: `127.0.0.1:${port}`,
      debug: { addr: `127.0.0.1:${metricsPort}`, prometheus: { enabled: true, path: '/metrics' } },
    },
  }
}

async function textOf(url: string): Promise<string> {
  const { statusCode, body } = await request(url)
  const text = await body.text()
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`)
  return text
}
