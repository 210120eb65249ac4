import { createPublicKey } from 'node:crypto'
import { Pool } from 'undici'
import { z } from 'zod'
import { Secret } from '@/lib/core/secret'
import { selfSign } from '@/lib/docker-token/certificate'
import { buildClaims } from '@/lib/docker-token/rules/claims'
import { generateSigningKey, openSigner } from '@/lib/docker-token/signing-key'
import { SMALL } from './corpus/shape'
import type { BenchAssay } from './process/assay'
import { figuresBetween } from './process/registry'
import { atLeast, atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { percentile } from './statistics'
import { REGISTRY, withAssay } from './with-assay'

const PER_SECOND_MIN = 500
const CLIENTS = 16
const TOKENS = 10_000
const TOKENS_QUICK = 1_000
const WARM_UP = 3_000

const answer = z.object({ token: z.string().min(100) })

/** Docker tokens by API token, over HTTP, and what signing alone would take. */
export async function benchToken(run: BenchRun): Promise<readonly Figure[]> {
  return withAssay(run, { corpus: SMALL }, async ({ assay, registry }) => {
    await assay.api.patch(`/registries/${REGISTRY}/docker-sign-in`, { isEnabled: true })
    const token = assay.createToken('developer')
    const count = run.isQuick ? TOKENS_QUICK : TOKENS
    await askFor(assay, { token, count: run.isQuick ? TOKENS_QUICK : WARM_UP, path: tokenPath })

    const [before, processorBefore] = [await registry.figures(), assay.processorSeconds()]
    const startedMs = performance.now()
    const timesMs = await askFor(assay, { token, count, path: tokenPath })
    const seconds = (performance.now() - startedMs) / 1000
    const processorMs = ((assay.processorSeconds() - processorBefore) * 1000) / count
    const { requests } = figuresBetween(before, await registry.figures())

    const signingMs = timeSigning(count)
    const floor = await measureBareRoute(assay, token, count)
    const bench = 'token'
    return [
      atLeast({
        bench,
        what: 'tokens a second, by API token',
        value: count / seconds,
        min: PER_SECOND_MIN,
        unit: '/s',
        detail: `${CLIENTS} clients, p95 ${percentile(timesMs, 0.95).toFixed(1)} ms`,
      }),
      told({
        bench,
        what: 'processor time of a token',
        value: processorMs / signingMs,
        measured: `${processorMs.toFixed(2)} ms; signing alone ${signingMs.toFixed(2)} ms, ${(1000 / signingMs).toFixed(0)}/s`,
      }),
      told({
        bench,
        what: 'processor time of a token, against a route that answers one line',
        value: processorMs / floor.processorMs,
        measured: `${(processorMs / floor.processorMs).toFixed(2)} × (${processorMs.toFixed(2)} ms / ${floor.processorMs.toFixed(2)} ms, which itself is ${floor.perSecond.toFixed(0)}/s)`,
      }),
      atMost({ bench, what: 'registry requests meanwhile', value: requests, max: 0, unit: '' }),
    ]
  })
}

const tokenPath = (at: number) =>
  `/api/token?service=${REGISTRY}&scope=repository:team-${at % 40}/app-${at}:pull,push`

/** The same clients at a route that does nothing: what the web framework takes before any of our work. */
async function measureBareRoute(assay: BenchAssay, token: string, count: number) {
  const asked = { token, count, path: () => '/api/health/live' }
  await askFor(assay, { ...asked, count: Math.min(count, WARM_UP) })
  const [before, startedMs] = [assay.processorSeconds(), performance.now()]
  await askFor(assay, asked)
  const perSecond = (count * 1000) / (performance.now() - startedMs)
  return { perSecond, processorMs: ((assay.processorSeconds() - before) * 1000) / count }
}

interface Asked {
  readonly token: string
  readonly count: number
  readonly path: (at: number) => string
}

/** Each client asks for one thing after another. Answers how long each took. */
async function askFor({ url }: BenchAssay, { token, count, path }: Asked): Promise<readonly number[]> {
  const pool = new Pool(url, { connections: CLIENTS, pipelining: 1 })
  const authorization = `Basic ${Buffer.from(`bench:${token}`).toString('base64')}`
  const timesMs: number[] = []
  let next = 0
  const client = async () => {
    for (let at = next++; at < count; at = next++) {
      const startedMs = performance.now()
      const { statusCode, body } = await pool.request({
        method: 'GET',
        path: path(at),
        headers: { authorization },
      })
      const text = await body.text()
      if (statusCode !== 200)
        throw new Error(`The token service answered ${statusCode}: ${text.slice(0, 300)}`)
      if (at === 0 && path === tokenPath) answer.parse(JSON.parse(text))
      timesMs.push(performance.now() - startedMs)
    }
  }
  try {
    await Promise.all(Array.from({ length: CLIENTS }, client))
    return timesMs
  } finally {
    await pool.close()
  }
}

/** Milliseconds of one signature with its claims, in a loop in one process: what no service can be faster than. */
function timeSigning(count: number): number {
  const { privateKey } = generateSigningKey()
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const nowMs = Date.now()
  const certificatePem = selfSign({
    privateKey,
    spki,
    commonName: 'floor',
    notBefore: nowMs,
    notAfter: nowMs + 60_000,
  })
  const pem = new Secret(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  const signer = openSigner({ kid: 'floor', certificatePem, privateKeyPem: pem })
  const startedMs = performance.now()
  for (let at = 0; at < count; at += 1) {
    const access = [{ type: 'repository', name: `team/app-${at}`, actions: ['pull', 'push'] }] as const
    const facts = { issuer: 'https://assay.example', service: REGISTRY, subject: 'bench', id: String(at) }
    signer.sign(buildClaims({ ...facts, access, nowMs }), 'certificates')
  }
  return (performance.now() - startedMs) / count
}
