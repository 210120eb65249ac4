import { type RequestRow, type RowRequest, rows } from '../harness/row'

const make = (url: string, more: object = {}): RowRequest => ({
  method: 'POST',
  path: '/api/v1/webhooks',
  as: 'admin',
  body: { url, events: ['tag.moved'], ...more },
})
const addresses = (urls: readonly string[]) => urls.map((url) => [url.slice(0, 60), make(url)] as const)
const fields = (bodies: readonly object[]) =>
  bodies.map((body) => [JSON.stringify(body).slice(0, 60), make('https://ci.example/', body)] as const)
const get = (path: string): RowRequest => ({ method: 'GET', path, as: 'admin' })
const paths = (all: readonly string[]) => all.map((path) => [path.slice(8, 80), get(path)] as const)

const NOBODYS = `whk_${'0'.repeat(29)}`

/** Addresses and filters of webhooks, and streams asked for what cannot be. */
export const webhookRows: readonly RequestRow[] = [
  ...rows('W01', { status: 422, code: 'url-not-allowed' }, [
    ...addresses([
      'http://169.254.169.254/latest/meta-data/',
      'http://[fd00:ec2::254]/',
      'http://10.0.0.1/',
      'http://[::ffff:10.0.0.1]/',
      'http://0xa9fea9fe/',
      'http://2852039166/',
      'http://100.64.0.1/',
      'http://0.0.0.0/',
    ]),
  ]),
  ...rows(
    'W02',
    { status: 422, code: 'url-scheme' },
    addresses(['ftp://ci.example/', 'file:///etc/passwd', 'gopher://x/']),
  ),
  ...rows(
    'W03',
    { status: 422, code: 'url-userinfo' },
    addresses(['https://a:b@ci.example/', 'https://a@ci.example/']),
  ),
  ...rows('W04', { status: 422, code: 'url-invalid' }, [
    ...addresses([
      'ci.example',
      'https://',
      'https://ci.example/#x',
      'https://ci.example\\@evil.test/',
      'https://a b/',
    ]),
  ]),
  ...rows('W05', { status: 422, code: ['invalid-input', 'invalid-repository', 'unknown-field'] }, [
    ...fields([
      { events: [] },
      { events: ['tag.exploded'] },
      { events: ['__proto__'] },
      { events: 'tag.moved' },
      { registry: 'nowhere' },
      { registry: '../main' },
      { namespace: 'Team' },
      { namespace: 'a//b' },
      { namespace: `${'a/'.repeat(200)}a` },
      { secret: 'mine' },
      { isPaused: 'yes' },
    ]),
  ]),
  ...rows('W06', { status: 404, code: 'not-found' }, [
    ...paths([`/api/v1/webhooks/${NOBODYS}/deliveries`]),
    ['ping of none', { method: 'POST', path: `/api/v1/webhooks/${NOBODYS}/pings`, as: 'admin' }],
    ['removal of none', { method: 'DELETE', path: `/api/v1/webhooks/${NOBODYS}`, as: 'admin' }],
  ]),
  ...rows(
    'W07',
    { status: [400, 422], code: ['invalid-input', 'invalid-cursor', 'invalid-limit', 'invalid-request'] },
    [
      ...paths([
        '/api/v1/webhooks/x/deliveries',
        `/api/v1/webhooks/${NOBODYS}/deliveries?state=x`,
        `/api/v1/webhooks/${NOBODYS}/deliveries?limit=0`,
        '/api/v1/changes?after=-1',
        '/api/v1/changes?after=x',
        '/api/v1/changes?after=99999999999999999999',
        '/api/v1/jobs?state=asleep',
        '/api/v1/jobs?kind=../x',
      ]),
    ],
  ),
  ...rows('W08', { status: 401, code: 'unauthenticated' }, [
    ['a stream for nobody', { method: 'GET', path: '/api/v1/changes' }],
    ['webhooks for nobody', { method: 'GET', path: '/api/v1/webhooks' }],
  ]),
]
