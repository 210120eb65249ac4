import type { Contracts } from '@/lib/api/contracts'
import type { BodyOf } from '@/lib/api/contracts/endpoint'
import type { Registry } from './queries'

/** What a person wrote into the form of a registry. */
export interface RegistryDraft {
  readonly url: string
  readonly name: string
  readonly username: string
  readonly password: string
  /** Removes what is stored; for a registry that needs no password any more. */
  readonly dropsPassword: boolean
  readonly caPem: string
  readonly dropsCa: boolean
  readonly source: 'catalog' | 'list'
  /** One repository a line. */
  readonly repositories: string
  /** One namespace a line. */
  readonly namespaces: string
}

type CreateBody = BodyOf<Contracts['createRegistry']>

export function draftOf(registry: Registry | null): RegistryDraft {
  return {
    url: registry?.url ?? '',
    name: registry?.name ?? '',
    username: registry?.username ?? '',
    password: '',
    dropsPassword: false,
    caPem: '',
    dropsCa: false,
    source: registry?.repositories || registry?.namespaces ? 'list' : 'catalog',
    repositories: registry?.repositories?.join('\n') ?? '',
    namespaces: registry?.namespaces?.join('\n') ?? '',
  }
}

/** The draft as the API takes it. Secrets that were not written are left alone, not emptied. */
export function bodyOf(draft: RegistryDraft) {
  return {
    url: draft.url.trim(),
    username: draft.username.trim() === '' ? null : draft.username.trim(),
    ...secret('password', draft.password, draft.dropsPassword),
    ...secret('caPem', draft.caPem.trim(), draft.dropsCa),
    ...sourceOf(draft),
  }
}

/** An empty list is still a list: it says that the catalog is not to be read. */
function sourceOf({ source, repositories, namespaces }: RegistryDraft) {
  if (source === 'catalog') return { repositories: null, namespaces: null }
  const inside = linesOf(namespaces)
  return { repositories: linesOf(repositories), namespaces: inside.length === 0 ? null : inside }
}

function secret(name: 'password' | 'caPem', value: string, isDropped: boolean) {
  if (isDropped) return { [name]: null }
  return value === '' ? {} : { [name]: value }
}

/** One entry a line; blank lines and repeats are left out. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split(/[\n,]/).map((line) => line.trim()))].filter((line) => line !== '')
}

const FIELD_OF_CODE: Readonly<Record<string, keyof CreateBody>> = {
  'url-invalid': 'url',
  'url-scheme': 'url',
  'url-userinfo': 'url',
  'url-port': 'url',
  'url-not-allowed': 'url',
  'upstream-unreachable': 'url',
  'upstream-timeout': 'url',
  'name-taken': 'name',
  'upstream-auth': 'password',
  'invalid-certificate': 'caPem',
  'private-key-not-accepted': 'caPem',
  'upstream-tls': 'caPem',
  'invalid-repository': 'repositories',
}

/** The field a refused registry should be corrected in; undefined where it is about none. */
export function fieldOfProblem(code: string): keyof CreateBody | undefined {
  return FIELD_OF_CODE[code]
}
