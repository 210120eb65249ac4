import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { request } from 'undici'
import { createDeletion } from '@/lib/api/contracts/cleanup'
import { getJob } from '@/lib/api/contracts/jobs'
import { getTag } from '@/lib/api/contracts/repositories'
import { listTrash, restoreTrash } from '@/lib/api/contracts/trash'
import { repositorySlug } from '@/lib/oci/slug'
import type { KnownImage } from '../corpus/known'
import type { ApiReader } from './api'
import { expectSame, NotAsPushedError, type Report } from './report'

const run = promisify(execFile)
const DELETED = 'deleted-and-restored'
const KEPT = 'kept-all-along'
const WITHIN_MS = 30_000
const LOOK_EVERY_MS = 100
const UNDER_WAY: ReadonlySet<string> = new Set(['queued', 'running', 'cancelling'])

interface Story {
  readonly known: KnownImage
  readonly registryUrl: string
}

/** Two tags of one digest: one is deleted, the other is pulled, and the first is put back and pulled. */
export async function proveDeletion(report: Report, api: ApiReader, story: Story): Promise<void> {
  const { repository, digest } = story.known
  const base = `/registries/main/repositories/${repositorySlug(repository)}`
  await report.see(`two tags of one digest in ${repository}`, async () => {
    for (const tag of [DELETED, KEPT]) await pushTag(story, tag)
    for (const tag of [DELETED, KEPT]) {
      const seen = await until(`${tag} was not shown`, () =>
        api.get(`${base}/tags/${tag}`, getTag.output).catch(() => undefined),
      )
      expectSame(`digest of ${tag}`, seen.digest, digest)
    }
    return `${DELETED} and ${KEPT}`
  })
  await report.see(`deleting ${DELETED}`, async () => {
    const body = { tags: [{ tag: DELETED, digest }] }
    const { jobId } = await api.post(`${base}/deletions`, { body, shape: createDeletion.output })
    const job = await until('the deletion did not end', async () => {
      const now = await api.get(`/jobs/${jobId}`, getJob.output)
      return UNDER_WAY.has(now.status) ? undefined : now
    })
    expectSame('end of the deletion', job.status, 'succeeded')
    expectSame('the deleted tag at the registry', await manifestStatus(story, DELETED), 404)
    return 'gone from the registry'
  })
  await report.see(`${KEPT}, pulled by skopeo afterwards`, () => pull(story, KEPT))
  await report.see(`${DELETED}, put back from the trash and pulled by skopeo`, async () => {
    const query = `registry=main&repository=${encodeURIComponent(repository)}&state=restorable`
    const trash = await api.get(`/trash?${query}`, listTrash.output)
    const item = trash.items.find(({ tag }) => tag === DELETED)
    if (item === undefined) throw new NotAsPushedError('The deleted tag is not in the trash.')
    await api.post(`/trash/${item.id}/restore`, { body: {}, shape: restoreTrash.output })
    return pull(story, DELETED)
  })
}

async function until<T>(failure: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const startedAt = Date.now(); Date.now() - startedAt <= WITHIN_MS; await delay(LOOK_EVERY_MS)) {
    const seen = await look()
    if (seen !== undefined) return seen
  }
  throw new NotAsPushedError(`${failure} within ${WITHIN_MS} ms`)
}

function manifestUrl({ known, registryUrl }: Story, reference: string): URL {
  return new URL(`/v2/${known.repository}/manifests/${reference}`, registryUrl)
}

async function manifestStatus(story: Story, tag: string): Promise<number> {
  const accept = story.known.mediaType
  const { statusCode, body } = await request(manifestUrl(story, tag), { headers: { accept } })
  await body.dump()
  return statusCode
}

async function pushTag(story: Story, tag: string): Promise<void> {
  const { digest, mediaType } = story.known
  const read = await request(manifestUrl(story, digest), { headers: { accept: mediaType } })
  const body = Buffer.from(await read.body.arrayBuffer())
  const headers = { 'content-type': mediaType, 'user-agent': 'demo-push' }
  const put = await request(manifestUrl(story, tag), { method: 'PUT', headers, body })
  await put.body.dump()
  if (put.statusCode !== 201) throw new Error(`The registry answered ${put.statusCode} to a push.`)
}

/** Everything of an image, every blob checked by skopeo against its digest. */
async function pull({ known, registryUrl }: Story, tag: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-pulled-'))
  try {
    const source = `docker://${new URL(registryUrl).host}/${known.repository}:${tag}`
    await run('skopeo', [
      'copy',
      '--all',
      '--preserve-digests',
      '--src-tls-verify=false',
      source,
      `dir:${folder}`,
    ])
    const manifest = await readFile(join(folder, 'manifest.json'))
    return `whole, ${manifest.length} bytes of manifest`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
