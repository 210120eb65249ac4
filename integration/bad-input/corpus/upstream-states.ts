import type { FaultPlan } from '@/lib/testing/fault-proxy'
import type { Lie } from '../harness/liar'

/** One way for a registry that was fine to be so no longer. */
export interface StateRow {
  readonly id: string
  readonly title: string
  readonly fault?: FaultPlan
  readonly lie?: Lie
}

const CATALOG = '/_catalog'
const TAGS = '/tags/list'
const MANIFESTS = '/manifests/'

const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) })
const absent = (code: string) => json({ errors: [{ code }] }, 404)

const faults: readonly (readonly [string, FaultPlan])[] = [
  ['is down', { fault: 'refuse' }],
  ['resets every answer', { fault: 'reset' }],
  ['accepts and says nothing', { fault: 'hang' }],
  ['says nothing of its tags', { fault: 'hang', match: TAGS }],
  ['drips its catalog', { fault: 'drip', match: CATALOG }],
  ['stalls in the middle of its tags', { fault: 'stall', match: TAGS }],
  ['cuts its catalog short', { fault: 'truncate', match: CATALOG, after: 230 }],
  ['cuts its tags short', { fault: 'truncate', match: TAGS, after: 230 }],
  ['garbles its catalog', { fault: 'corrupt', match: CATALOG }],
  ['garbles its tags', { fault: 'corrupt', match: TAGS }],
  ['garbles its manifests', { fault: 'corrupt', match: MANIFESTS }],
  ['fails', { fault: 'error-500' }],
  ['fails for its tags only', { fault: 'error-500', match: TAGS }],
  ['fails for its manifests only', { fault: 'error-500', match: MANIFESTS }],
  ['has a proxy that fails in HTML', { fault: 'error-502-html' }],
  ['is unavailable for a second, again and again', { fault: 'error-503', match: CATALOG }],
  ['limits requests', { fault: 'limit-429', match: CATALOG }],
  ['sends us to the metadata service', { fault: 'redirect' }],
  ['sends its tags to the metadata service', { fault: 'redirect', match: TAGS }],
  ['asks for the password at another address', { fault: 'realm' }],
  ['has tags that go on for ever', { fault: 'link-loop', match: TAGS }],
  ['has become a web page', { fault: 'html-200' }],
  ['has a web page for its tags', { fault: 'html-200', match: TAGS }],
]

const lies: readonly (readonly [string, Lie])[] = [
  ['has an empty catalog', (path) => (path.endsWith(CATALOG) ? json({ repositories: [] }) : undefined)],
  ['has a catalog of null', (path) => (path.endsWith(CATALOG) ? json({ repositories: null }) : undefined)],
  ['has half a catalog', (path) => (path.endsWith(CATALOG) ? json({ repositories: ['team'] }) : undefined)],
  ['has no catalog any more', (path) => (path.endsWith(CATALOG) ? absent('UNSUPPORTED') : undefined)],
  ['lists no tags', (path) => (path.endsWith(TAGS) ? json({ tags: null }) : undefined)],
  [
    'answers 404 in HTML for its tags',
    (path) =>
      path.endsWith(TAGS)
        ? { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>404</h1>' }
        : undefined,
  ],
  ['knows none of its repositories', (path) => (path.endsWith(TAGS) ? absent('NAME_UNKNOWN') : undefined)],
  [
    'knows none of its manifests',
    (path) => (path.includes(MANIFESTS) ? absent('MANIFEST_UNKNOWN') : undefined),
  ],
  [
    'has its repositories but nothing in them',
    (path) => {
      if (path.endsWith(TAGS)) return json({ tags: null })
      return path.includes(MANIFESTS) ? absent('MANIFEST_UNKNOWN') : undefined
    },
  ],
  [
    'has been emptied as a whole',
    (path) => {
      if (path.endsWith(CATALOG)) return json({ repositories: [] })
      return path === '/v2/'
        ? undefined
        : absent(path.includes(MANIFESTS) ? 'MANIFEST_UNKNOWN' : 'NAME_UNKNOWN')
    },
  ],
]

export const STATE_ROWS: readonly StateRow[] = [
  ...faults.map(([title, fault], at) => ({ id: `V01.${at + 1}`, title, fault })),
  ...lies.map(([title, lie], at) => ({ id: `V02.${at + 1}`, title, lie })),
]
