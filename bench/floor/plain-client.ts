import { Pool } from 'undici'
import { DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from '@/demo/corpus/media-types'

/** What an index of tags cannot do without, asked by the plainest client there is; nothing is kept but digests. */
export interface PlainClient {
  repositories(): Promise<readonly string[]>
  tags(repository: string): Promise<readonly string[]>
  /** Its bytes, or nothing where the tag still has the digest. */
  manifest(repository: string, reference: string, knownDigest?: string): Promise<PlainManifest | undefined>
  /** The digest of a tag, and nothing else. */
  digest(repository: string, tag: string): Promise<string>
  config(repository: string, digest: string): Promise<void>
  close(): Promise<void>
}

export interface PlainManifest {
  readonly digest: string
  readonly document: ManifestDocument
}

interface ManifestDocument {
  readonly config?: { readonly digest: string }
  readonly manifests?: readonly {
    readonly digest: string
    readonly platform?: { readonly os: string }
  }[]
}

const CATALOG_PAGE = 1000

/** Distribution 2.x leaves the link out of a full page now and then: whoever stops there loses repositories. */
function pathBehindFull(names: readonly string[]): string | undefined {
  if (names.length < CATALOG_PAGE) return undefined
  return `/v2/_catalog?n=${CATALOG_PAGE}&last=${encodeURIComponent(names.at(-1) ?? '')}`
}

const ACCEPT = [OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_LIST].join(', ')

export function openPlainClient(url: string, connections: number): PlainClient {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const get = (path: string, headers: Record<string, string> = {}) =>
    pool.request({ method: 'GET', path, headers })

  return {
    repositories: async () => {
      const names: string[] = []
      let path: string | undefined = `/v2/_catalog?n=${CATALOG_PAGE}`
      while (path !== undefined) {
        const answer: Awaited<ReturnType<typeof get>> = await get(path)
        const page: { readonly repositories: readonly string[] } = JSON.parse(await answer.body.text())
        names.push(...page.repositories)
        path = /^<([^>]+)>/.exec(String(answer.headers.link ?? ''))?.[1] ?? pathBehindFull(page.repositories)
      }
      return [...new Set(names)]
    },
    tags: async (repository) => {
      const { body } = await get(`/v2/${repository}/tags/list`)
      const list: { readonly tags: readonly string[] | null } = JSON.parse(await body.text())
      return list.tags ?? []
    },
    manifest: async (repository, reference, knownDigest) => {
      const known = knownDigest === undefined ? {} : { 'if-none-match': `"${knownDigest}"` }
      const path = `/v2/${repository}/manifests/${reference}`
      const { statusCode, headers, body } = await get(path, { accept: ACCEPT, ...known })
      const text = await body.text()
      if (statusCode === 304) return undefined
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
      return { digest: String(headers['docker-content-digest']), document: JSON.parse(text) }
    },
    digest: async (repository, tag) => {
      const path = `/v2/${repository}/manifests/${tag}`
      // Left to itself the client ends the connection after every HEAD.
      const { statusCode, headers, body } = await pool.request({
        method: 'HEAD',
        path,
        headers: { accept: ACCEPT },
        reset: false,
      })
      await body.dump()
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
      return String(headers['docker-content-digest'])
    },
    config: async (repository, digest) => {
      const { statusCode, body } = await get(`/v2/${repository}/blobs/${digest}`)
      await body.text()
      if (statusCode !== 200) throw new Error(`The config ${digest} answered ${statusCode}`)
    },
    close: () => pool.close(),
  }
}
