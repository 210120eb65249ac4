import type { RowRequest } from './row'

const METHODS = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'PROPFIND',
  'SEARCH',
]
const SAFE = ['GET', 'GET', 'GET', 'HEAD', 'OPTIONS']
const PARTS = [
  'api',
  'v1',
  'registries',
  'main',
  'absent',
  'repositories',
  'team~app',
  'tags',
  'v1',
  'manifests',
  'raw',
  'config',
  'layers',
  'referrers',
  'jobs',
  'search',
  'users',
  'tokens',
  'setup',
  'me',
  'password',
  'auth',
  'csrf',
  'session',
  'callback',
  'credentials',
  'signin',
  'signout',
  'health',
  'live',
  'ready',
  'metrics',
  'openapi.json',
  'docs',
  '_next',
  'static',
  'image',
  'data',
  'settings',
  'people',
  'activity',
  'sign-in',
  '..',
  '.',
  '',
  '%2e%2e',
  '%2f',
  '%00',
  '%0a',
  '%E0%A4%A',
  '%FF',
  '%ff%fe',
  '~',
  '~~',
  '*',
  "'",
  '%22',
  '%3Cscript%3E',
  '__proto__',
  'constructor',
  '[registry]',
  '(console)',
  '%5Bregistry%5D',
  'index.php',
  'favicon.ico',
  'robots.txt',
  '.env',
  '.git',
  'a'.repeat(300),
  '%F0%9F%94%91',
  `sha256:${'0'.repeat(64)}`,
  'job_aaaaaaaaaaaaaaaaaaaaaaaa',
  '1e309',
  '-1',
  'NaN',
  'null',
  'undefined',
  '%24%7Bx%7D',
  '%25',
] as const
const QUERIES = [
  '',
  '',
  '',
  '?',
  '?limit=0',
  '?limit=x',
  '?cursor=x',
  '?sort=-name',
  '?q=%25',
  '?q=%00',
  '?q=',
  '?a=1&a=2',
  '?namespace=',
  '?__proto__=1',
  '?_rsc=1',
  '?callbackUrl=//evil',
  '?%E0%A4%A',
  '?confirm=main',
  '?tab=__proto__',
  '?[]=1',
  '?q[a]=b',
] as const
const BODIES = [
  undefined,
  '',
  '{}',
  '[]',
  'null',
  '{"a":',
  'a=b',
  '\u0000',
  '{"name":"x","url":"y"}',
] as const
const TYPES = [undefined, 'application/json', 'text/plain', 'application/x-www-form-urlencoded', 'x'] as const

/** Random but the same for one seed: every failure can be sent again. */
export function randomRequests(seed: number, count: number): RowRequest[] {
  const random = mulberry32(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] ?? pick(from)
  return Array.from({ length: count }, () => {
    const isAdmin = random() < 0.4
    const depth = 1 + Math.floor(random() * 8)
    const isApi = random() < 0.7
    const path = [isApi ? '/api/v1' : '', ...Array.from({ length: depth }, () => pick(PARTS))].join('/')
    const method = pick(isAdmin ? SAFE : METHODS)
    const type = pick(TYPES)
    const body = method === 'GET' || method === 'HEAD' ? undefined : (pick(BODIES) ?? undefined)
    return {
      method,
      path: `${path.startsWith('/') ? path : `/${path}`}${pick(QUERIES)}`,
      as: isAdmin ? 'admin' : 'nobody',
      headers: type === undefined ? {} : { 'content-type': type },
      ...(body !== undefined && { body }),
    }
  })
}

/** A small generator of 32 bits; `Math.random` cannot be seeded. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
