import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import type { Context } from '@/lib/access/context'
import type { Database } from '@/lib/db/connection'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseRepositoryName } from '@/lib/oci/name'
import { eventTypes } from '@/lib/testing/audited'
import { buildContext, buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { entryOf, pushImage, pushIndex } from '@/lib/testing/push'
import { type RunningRegistry, startRegistry } from '@/lib/testing/registry'
import { runOneJob } from '@/lib/testing/run-one-job'
import { verifyStorage } from './handlers/verify-storage'
import { missingIn } from './use-cases/find-missing'
import { getVerification } from './use-cases/get-verification'
import { repairContent } from './use-cases/repair-content'
import { startVerification, VERIFY_KIND } from './use-cases/verify-storage'

const run = promisify(execFile)
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const APP = parseRepositoryName('team/app')

eachDatabase('verifying after garbage collection', (open) => {
  it('finds what `garbage-collect -m` took from a tagged index, and nothing else', async () => {
    const { ctx, index, single, collect } = await filled(await open())
    expect(await verifyNow(ctx)).toMatchObject({ status: 'succeeded', failed: 0 })
    expect((await getVerification(ctx, { registry: REGISTRY_NAME })).broken).toEqual([])

    const after = await collect('--delete-untagged')
    expect(await verifyNow(after)).toMatchObject({ status: 'succeeded', failed: 0 })
    const { broken, check } = await getVerification(after, { registry: REGISTRY_NAME })
    expect(broken).toMatchObject([
      { repository: 'team/app', digest: index.digest, tags: ['multi', 'multi-too'], remedy: 'push-again' },
    ])
    const kinds = broken[0]?.parts.map(({ kind }) => kind).sort()
    // Both images with the config and the one layer that no tagged image has.
    expect(kinds).toEqual(['config', 'config', 'layer', 'layer', 'manifest', 'manifest'])
    expect(broken[0]?.parts.find(({ kind }) => kind === 'manifest')?.platform).toMatch(/^linux\//)
    expect(check).toMatchObject({ repositories: 1, finished_at: expect.any(Number) })
    expect(broken.some(({ digest }) => digest === single.digest)).toBe(false)

    const repair = repairContent(after, { registry: REGISTRY_NAME, repository: APP, digest: index.digest })
    await expect(repair).rejects.toMatchObject({ code: 'blobs-gone' })
  })

  it('finds nothing after `garbage-collect` without -m', async () => {
    const { collect } = await filled(await open())
    const after = await collect()
    await verifyNow(after)
    expect((await getVerification(after, { registry: REGISTRY_NAME })).broken).toEqual([])
  })

  it('puts a lost child back from its kept bytes, without moving a tag, and writes that down', async () => {
    const { ctx, index, child, single, registry } = await filled(await open())
    const gone = `${registry.url}/v2/team/app/manifests/${child.digest}`
    expect((await fetch(gone, { method: 'DELETE' })).status).toBe(202)
    await verifyNow(ctx)
    const { broken } = await getVerification(ctx, { registry: REGISTRY_NAME })
    expect(broken).toMatchObject([{ digest: index.digest, remedy: 'repair' }])
    const place = { registry: REGISTRY_NAME, repository: APP }
    expect(await missingIn(ctx, place, [index.digest, single.digest])).toEqual(new Map([[index.digest, 1]]))

    const repair = await repairContent(ctx, {
      registry: REGISTRY_NAME,
      repository: APP,
      digest: index.digest,
    })
    expect(repair).toEqual({ restored: [child.digest], missing: [] })
    expect((await getVerification(ctx, { registry: REGISTRY_NAME })).broken).toEqual([])
    const answer = await fetch(gone, { headers: { accept: MEDIA_TYPE.ociManifest } })
    expect(Buffer.from(await answer.arrayBuffer()).equals(child.bytes)).toBe(true)
    expect(await eventTypes(ctx.db)).toContain('storage.repaired')
    const again = repairContent(ctx, { registry: REGISTRY_NAME, repository: APP, digest: index.digest })
    await expect(again).rejects.toMatchObject({ code: 'conflict' })
  })

  it('fails what it could not ask for instead of calling it whole, and keeps what it found before', async () => {
    const { ctx, child, registry } = await filled(await open())
    await fetch(`${registry.url}/v2/team/app/manifests/${child.digest}`, { method: 'DELETE' })
    await verifyNow(ctx)
    await registry.kill()
    const job = await verifyNow(ctx)
    expect(job).toMatchObject({ status: 'partial', failed: 1 })
    expect((await getVerification(ctx, { registry: REGISTRY_NAME })).broken).toHaveLength(1)
  })

  it('ends with the registry’s own failure when the registry is away', async () => {
    const { ctx, registry } = await filled(await open())
    for (let n = 0; n < 20; n += 1)
      await pushImage({ url: registry.url, repository: `many/app-${n}` }, { tag: 'v1' })
    await crawlNow(ctx)
    await registry.kill()
    expect(await verifyNow(ctx)).toMatchObject({ status: 'failed', problem_code: 'upstream-unreachable' })
  })

  it('is started and repaired only by whom it is given to', async () => {
    const { ctx, db, index } = await filled(await open())
    const viewer = buildPerson('vic', { grants: [{ role: 'viewer' }] })
    const asViewer = buildContext({ db, actor: viewer, registries: ctx.registries })
    await expect(startVerification(asViewer, { registry: REGISTRY_NAME })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(
      repairContent(asViewer, { registry: REGISTRY_NAME, repository: APP, digest: index.digest }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    const nobody = buildContext({ db, actor: buildPerson('nat') })
    await expect(getVerification(nobody, { registry: REGISTRY_NAME })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

async function filled(db: Database) {
  const rootDir = await mkdtemp(join(tmpdir(), 'assay-gc-'))
  closing.push(() => rm(rootDir, { recursive: true, force: true }))
  const registry = await startRegistry({ rootDir })
  closing.push(() => registry.stop())
  const target = { url: registry.url, repository: 'team/app' }
  const single = await pushImage(target, { tag: 'single', layers: ['shared'] })
  const child = await pushImage(target, { layers: ['shared', 'amd64'] })
  const arm = await pushImage(target, { layers: ['shared', 'arm64'], config: { architecture: 'arm64' } })
  const listed = [entryOf(child, 'amd64'), entryOf(arm, 'arm64')]
  const index = await pushIndex(target, listed, 'multi')
  await pushIndex(target, listed, 'multi-too')
  await addTestRegistry(db, registry.url)
  const ctx = contextTo(db, registry)
  await crawlNow(ctx)

  const collect = async (...options: readonly string[]) => {
    await registry.stop()
    await run('docker-registry', ['garbage-collect', ...options, join(rootDir, 'config.json')])
    const port = Number(new URL(registry.url).port)
    const again = await startRegistry({ rootDir, port })
    closing.push(() => again.stop())
    return contextTo(db, again)
  }
  return { ctx, db, registry, index, single, child, collect }
}

function contextTo(db: Database, registry: RunningRegistry): Context {
  const registries = poolTo(registry.url)
  closing.push(() => registries.close())
  return buildContext({ db, registries })
}

async function verifyNow(ctx: Context) {
  const id = await startVerification(ctx, { registry: REGISTRY_NAME })
  const ended = await runOneJob(ctx, { [VERIFY_KIND]: verifyStorage })
  if (ended.id !== id) throw new Error('The check is not queued.')
  return ended
}
