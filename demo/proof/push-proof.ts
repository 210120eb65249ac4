import { setTimeout as delay } from 'node:timers/promises'
import { request } from 'undici'
import { getNotifications } from '@/lib/api/contracts/notifications'
import { getTag } from '@/lib/api/contracts/repositories'
import { repositorySlug } from '@/lib/oci/slug'
import type { KnownImage } from '../corpus/known'
import type { ApiReader } from './api'
import { expectSame, NotAsPushedError, type Report } from './report'

const TAG = 'seen-at-once'
const WITHIN_MS = 2_000
const LOOK_EVERY_MS = 25

/** Pushes a tag, and looks for it through the API until two seconds are over. */
export async function provePush(
  report: Report,
  api: ApiReader,
  { known, registryUrl }: { readonly known: KnownImage; readonly registryUrl: string },
): Promise<void> {
  await report.see(`a push of ${known.repository}:${TAG}`, async () => {
    const pushedAt = Date.now()
    await pushTag(registryUrl, known)
    const { digest, lagMs } = await seeTag(api, known, pushedAt)
    expectSame('digest', digest, known.digest)
    return `shown ${lagMs} ms after it began`
  })
  await report.see('what the registry told', async () => {
    const state = await api.get('/registries/main/notifications', getNotifications.output)
    expectSame('state', state.health, 'arriving')
    return `${state.counts.push} pushes, ${state.deadLetters} not understood`
  })
}

async function pushTag(registryUrl: string, known: KnownImage): Promise<void> {
  const path = (reference: string) => new URL(`/v2/${known.repository}/manifests/${reference}`, registryUrl)
  const read = await request(path(known.digest), { headers: { accept: known.mediaType } })
  const body = Buffer.from(await read.body.arrayBuffer())
  const headers = { 'content-type': known.mediaType, 'user-agent': 'demo-push' }
  const put = await request(path(TAG), { method: 'PUT', headers, body })
  await put.body.dump()
  if (put.statusCode !== 201) throw new Error(`The registry answered ${put.statusCode} to a push.`)
}

async function seeTag(api: ApiReader, known: KnownImage, pushedAt: number) {
  const path = `/registries/main/repositories/${repositorySlug(known.repository)}/tags/${TAG}`
  for (; Date.now() - pushedAt <= WITHIN_MS; await delay(LOOK_EVERY_MS)) {
    const { digest } = await api.get(path, getTag.output).catch(() => ({ digest: null }))
    if (digest !== null) return { digest, lagMs: Date.now() - pushedAt }
  }
  throw new NotAsPushedError(`${TAG} was not shown within ${WITHIN_MS} ms`)
}
