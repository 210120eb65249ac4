import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { getRepository } from '@/lib/catalog/use-cases/get-repository'
import { listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { listTags } from '@/lib/catalog/use-cases/list-tags'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { getJob } from '@/lib/jobs/use-cases/get-job'
import { buildClock, buildContext } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { addTestRegistry, crawlNow, poolTo, REGISTRY_NAME } from '@/lib/testing/index-fixture'
import { pushImage } from '@/lib/testing/push'
import { startRegistry } from '@/lib/testing/registry'

const place = (repository: string) => ({ registry: REGISTRY_NAME, repository })

eachDatabase('a tag that cannot be read', (open) => {
  it('makes the crawl partial and names its repository with the reason', async () => {
    const own = await startRegistry()
    const db = await open()
    await addTestRegistry(db, own.url)
    const registries = poolTo(own.url)
    const target = { url: own.url, repository: 'one' }
    const bad = await pushImage(target, { tag: 'bad', layers: ['x'] })
    await pushImage(target, { tag: 'good', layers: ['y'] })
    const revisions = 'data/docker/registry/v2/repositories/one/_manifests/revisions/sha256'
    await rm(join(own.rootDir, revisions, bad.digest.slice('sha256:'.length)), { recursive: true })

    const job = await crawlNow({ db, registries })

    expect(job).toMatchObject({ status: 'partial', problem_code: null, total: 1, failed: 1 })
    const ctx = buildContext({ db, registries })
    const { failures } = await getJob(ctx, { job: job.id })
    expect(failures).toEqual([{ key: 'one', problem_code: 'not-found' }])
    const tags = await listTags(ctx, { ...place('one'), sort: 'name', limit: 50 })
    expect(tags.items.map((row) => [row.name, row.problem_code])).toEqual([
      ['bad', 'not-found'],
      ['good', null],
    ])
    await registries.close()
    await own.stop()
  })
})

eachDatabase('a registry of which nothing can be read', (open) => {
  it('has an unknown size, not one of zero', async () => {
    const own = await startRegistry()
    const db = await open()
    await addTestRegistry(db, own.url)
    const registries = poolTo(own.url)
    await pushImage({ url: own.url, repository: 'one' }, { tag: 'bad', layers: ['x'] })
    await rm(join(own.rootDir, 'data/docker/registry/v2/repositories/one/_manifests/revisions'), {
      recursive: true,
    })

    await crawlNow({ db, registries })

    const ctx = buildContext({ db, registries })
    expect(await getRepository(ctx, place('one'))).toMatchObject({ tag_count: 1, total_size: null })
    const [registry] = await listRegistries(ctx)
    expect(registry).toMatchObject({ storedBytes: null })
    await registries.close()
    await own.stop()
  })
})

describe('what a registry no longer has', () => {
  eachDatabase('a removed tag', (open) => {
    it('stays for one pass and goes in the second, and its siblings stay', async () => {
      const own = await startRegistry()
      const db = await open()
      await addTestRegistry(db, own.url)
      const registries = poolTo(own.url)
      const clock = buildClock()
      const target = { url: own.url, repository: 'one' }
      await pushImage(target, { tag: 'gone', layers: ['x'] })
      await pushImage(target, { tag: 'kept', layers: ['y'] })
      const names = async () => {
        clock.advance(1000)
        const { status } = await crawlNow({ db, registries, clock })
        expect(status).toBe('succeeded')
        const ctx = buildContext({ db, registries, clock })
        const page = await listTags(ctx, { ...place('one'), sort: 'name', limit: 50 })
        return [page.items.map((row) => row.name), page.total]
      }
      expect(await names()).toEqual([['gone', 'kept'], 2])

      await rm(join(own.rootDir, 'data/docker/registry/v2/repositories/one/_manifests/tags/gone'), {
        recursive: true,
      })
      expect(await names()).toEqual([['gone', 'kept'], 2])
      expect(await names()).toEqual([['kept'], 1])

      await rm(join(own.rootDir, 'data/docker/registry/v2/repositories/one'), { recursive: true })
      await names()
      clock.advance(1000)
      await crawlNow({ db, registries, clock })
      const ctx = buildContext({ db, registries, clock })
      await expect(getRepository(ctx, place('one'))).rejects.toMatchObject({ code: 'not-found' })
      await registries.close()
      await own.stop()
    })

    it('is not believed when far too much is gone at once', async () => {
      const own = await startRegistry()
      const db = await open()
      await addTestRegistry(db, own.url)
      const registries = poolTo(own.url)
      for (const name of ['a', 'b', 'c', 'd']) {
        await pushImage({ url: own.url, repository: name }, { tag: '1', layers: ['x'] })
      }
      await crawlNow({ db, registries })
      await rm(join(own.rootDir, 'data/docker/registry/v2/repositories'), { recursive: true })

      for (const _pass of [1, 2, 3]) {
        const job = await crawlNow({ db, registries })
        expect(job).toMatchObject({ status: 'partial', problem_code: 'mass-vanish' })
      }
      const ctx = buildContext({ db, registries })
      expect(await listRepositories(ctx, { registry: REGISTRY_NAME, sort: 'name', limit: 50 })).toMatchObject(
        {
          total: 4,
        },
      )
      await registries.close()
      await own.stop()
    })

    it('is not believed either where the repositories to look at are given', async () => {
      const own = await startRegistry()
      const db = await open()
      const names = ['a', 'b', 'c', 'd']
      await addTestRegistry(db, own.url, names)
      const registries = poolTo(own.url)
      const clock = buildClock()
      const crawl = () => {
        clock.advance(1000)
        return crawlNow({ db, registries, clock })
      }
      for (const name of names) {
        await pushImage({ url: own.url, repository: name }, { tag: '1', layers: ['x'] })
      }
      await crawl()
      const kept = join(own.rootDir, 'data/docker/registry/v2/repositories')
      await rename(kept, `${kept}-away`)

      for (const _pass of [1, 2, 3]) await crawl()

      expect(await crawl()).toMatchObject({ status: 'partial', problem_code: 'mass-vanish' })
      const ctx = buildContext({ db, registries, clock })
      expect(await listTags(ctx, { ...place('a'), sort: 'name', limit: 50 })).toMatchObject({ total: 1 })

      await rename(`${kept}-away`, kept)
      expect(await crawl()).toMatchObject({ status: 'succeeded', problem_code: null })
      await registries.close()
      await own.stop()
    })

    it('is not believed when every repository is still there and has lost all its tags', async () => {
      const own = await startRegistry()
      const db = await open()
      await addTestRegistry(db, own.url)
      const registries = poolTo(own.url)
      const clock = buildClock()
      const crawl = () => {
        clock.advance(1000)
        return crawlNow({ db, registries, clock })
      }
      for (const name of ['a', 'b', 'c', 'd']) {
        await pushImage({ url: own.url, repository: name }, { tag: '1', layers: ['x'] })
      }
      await crawl()
      for (const name of ['a', 'b', 'c', 'd']) {
        const tags = join(own.rootDir, `data/docker/registry/v2/repositories/${name}/_manifests/tags`)
        await rm(join(tags, '1'), { recursive: true })
      }

      await crawl()

      for (const _pass of [2, 3]) {
        expect(await crawl()).toMatchObject({ status: 'partial', problem_code: 'mass-vanish' })
      }
      const ctx = buildContext({ db, registries, clock })
      expect(await listTags(ctx, { ...place('a'), sort: 'name', limit: 50 })).toMatchObject({ total: 1 })
      await registries.close()
      await own.stop()
    })
  })
})
