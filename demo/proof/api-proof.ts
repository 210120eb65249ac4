import { createHash } from 'node:crypto'
import { getManifest, layerHistory, rawManifest } from '@/lib/api/contracts/manifests'
import { listNamespaces } from '@/lib/api/contracts/registries'
import { getTag, listRepositories, listTags } from '@/lib/api/contracts/repositories'
import { repositorySlug } from '@/lib/oci/slug'
import type { Corpus } from '../corpus/corpus'
import type { KnownImage } from '../corpus/known'
import { tagsOf } from '../corpus/known'
import type { ApiReader } from './api'
import { expectSame, type Report } from './report'

const REGISTRY = '/registries/main'

/** Reads everything about the known image through the API and compares it with what was pushed. */
export async function proveApi(report: Report, api: ApiReader, corpus: Corpus): Promise<void> {
  const { known } = corpus
  await report.see('API without a token', async () => {
    expectSame('status', await api.status(REGISTRY), 401)
    expectSame(
      'status of a made-up token',
      await api.status(REGISTRY, `asy_${'0'.repeat(16)}_${'0'.repeat(43)}`),
      401,
    )
    return '401, as it must be'
  })
  await report.see('namespaces', () => seeNamespaces(api, known))
  await report.see('repositories', () => seeRepositories(api, corpus))
  await report.see(`tags of ${known.repository}`, () => seeTags(api, known))
  await report.see(`tag ${known.tag}`, () => seeTag(api, known))
  await report.see('manifest', () => seeManifest(api, known))
  await report.see('manifest bytes', () => seeBytes(api, known))
  await report.see('layer history', () => seeLayers(api, known))
}

async function seeNamespaces(api: ApiReader, known: KnownImage): Promise<string> {
  const { items } = await api.get(`${REGISTRY}/namespaces`, listNamespaces.output)
  const seen = items.map(({ namespace, repositories }) => [namespace, repositories])
  expectSame('namespaces', sorted(seen), sorted([...known.namespaces]))
  return `${items.length}: ${items.map(({ namespace, repositories }) => `${namespace || '(root)'} ${repositories}`).join(', ')}`
}

async function seeRepositories(api: ApiReader, corpus: Corpus): Promise<string> {
  const seen = await readPages(`${REGISTRY}/repositories?empty=true`, async (path) => {
    const page = await api.get(path, listRepositories.output)
    return { items: page.items.map(({ name, tagCount }) => [name, tagCount]), nextCursor: page.nextCursor }
  })
  const pushed = corpus.repositories.map((plan) => [plan.name, tagsOf(plan).size])
  expectSame('repositories and their tag counts', sorted(seen), sorted(pushed))
  return `${seen.length} with ${pushed.reduce((sum, [, count]) => sum + Number(count), 0)} tags`
}

async function seeTags(api: ApiReader, known: KnownImage): Promise<string> {
  const seen = await readPages(`${repositoryPath(known)}/tags?limit=7`, async (path) => {
    const page = await api.get(path, listTags.output)
    return { items: page.items.map(({ name, digest }) => [name, digest]), nextCursor: page.nextCursor }
  })
  expectSame('tags and their digests', sorted(seen), sorted([...known.tags]))
  return `${seen.length}, the first are ${seen
    .slice(0, 5)
    .map(([name]) => name)
    .join(', ')}, …`
}

async function seeTag(api: ApiReader, known: KnownImage): Promise<string> {
  const tag = await api.get(`${repositoryPath(known)}/tags/${known.tag}`, getTag.output)
  const siblings = [...known.tags].filter(([name, digest]) => digest === known.digest && name !== known.tag)
  expectSame('digest', tag.digest, known.digest)
  expectSame(
    'tags of the same digest',
    tag.siblingNames.toSorted(),
    siblings.map(([name]) => name).toSorted(),
  )
  return `${known.digest.slice(0, 19)}…, also ${tag.siblingNames.join(', ')}`
}

async function seeManifest(api: ApiReader, known: KnownImage): Promise<string> {
  const manifest = await api.get(manifestPath(known), getManifest.output)
  expectSame('digest', manifest.digest, known.digest)
  expectSame('media type', manifest.mediaType, known.mediaType)
  expectSame('config', manifest.configDigest, known.configDigest)
  expectSame('platforms', manifest.platforms, [known.platform])
  expectSame('creation', manifest.createdAt, Date.parse(known.createdAt))
  expectSame('number of layers', manifest.layerCount, known.steps.filter(({ layer }) => layer).length)
  return `${manifest.digest} (${manifest.mediaType}), ${manifest.platforms.join(', ')}`
}

async function seeBytes(api: ApiReader, known: KnownImage): Promise<string> {
  const { body } = await api.get(`${manifestPath(known)}/raw`, rawManifest.output)
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`
  expectSame('digest of the bytes', digest, known.digest)
  return `${Buffer.byteLength(body)} bytes that hash to the digest`
}

async function seeLayers(api: ApiReader, known: KnownImage): Promise<string> {
  const history = await api.get(`${manifestPath(known)}/layers`, layerHistory.output)
  const seen = history.steps.map(({ isEmpty, layer }) => [
    isEmpty,
    layer?.digest ?? null,
    layer?.size ?? null,
    layer?.diffId ?? null,
  ])
  const pushed = known.steps.map(({ layer }) => [
    layer === null,
    layer?.digest ?? null,
    layer?.size ?? null,
    layer?.diffId ?? null,
  ])
  expectSame('mapping of steps to layers', history.mapping, 'exact')
  expectSame('steps and layers', seen, pushed)
  for (const [index, { createdBy }] of known.steps.entries()) {
    const command = history.steps[index]?.command ?? ''
    if (command === '' || !createdBy.includes(command))
      expectSame(`command of step ${index + 1}`, command, createdBy)
  }
  const bytes = history.layers.reduce((sum, layer) => sum + layer.size, 0)
  expectSame('bytes of all layers', bytes, known.layerBytes)
  return `${history.steps.length} steps, ${history.layers.length} layers, ${bytes} bytes`
}

async function readPages(
  path: string,
  read: (path: string) => Promise<{ items: unknown[][]; nextCursor: string | null }>,
) {
  const items: unknown[][] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof read>> = await read(
      cursor === null ? path : `${path}&cursor=${encodeURIComponent(cursor)}`,
    )
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

function repositoryPath({ repository }: KnownImage): string {
  return `${REGISTRY}/repositories/${repositorySlug(repository)}`
}

function manifestPath(known: KnownImage): string {
  return `${repositoryPath(known)}/manifests/${known.digest}`
}

function sorted(rows: readonly (readonly unknown[])[]): unknown[] {
  return rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}
