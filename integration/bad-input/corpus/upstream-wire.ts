import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { json, ownImage, type UpstreamAnswer } from '../harness/upstream'
import { type Findings, lie, type UpstreamExpectation, type UpstreamRow } from '../harness/upstream-row'

const TAGS = '/v2/app/tags/list'
const MANIFEST = '/v2/app/manifests/v1'
const CATALOG = '/v2/_catalog'
const METADATA = 'http://169.254.169.254/latest/meta-data/'

const listing = (answer: UpstreamAnswer) => ({ [TAGS]: answer })
const redirect = (status: number, location: string): UpstreamAnswer => ({ status, headers: { location } })
const REDIRECT: UpstreamExpectation = { problems: ['upstream-redirect'], tags: [] }
const ENCODING: UpstreamExpectation = { problems: ['upstream-encoding'], tags: [] }

const encoded = (encoding: string): UpstreamAnswer => ({
  headers: { 'content-encoding': encoding },
  body: gzipSync('{"tags":["v1"]}'),
})
const bomb: UpstreamAnswer = {
  headers: { 'content-encoding': 'gzip' },
  body: gzipSync(Buffer.alloc(50_000_000)),
}
const body = '{"tags":["v1"]}'
const raw = (headers: string): UpstreamAnswer => ({
  raw: `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
})
const RAW_INVALID: UpstreamExpectation = { problems: ['upstream-invalid'], tags: [] }

const isOneOf =
  (...codes: readonly string[]) =>
  ({ problems }: Findings) => {
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) expect(codes).toContain(problem)
  }

export const redirectingRows: readonly UpstreamRow[] = [
  lie(['U06.1', 'tags moved to another repository'], listing(redirect(301, '/U06.1/v2/other/tags/list')), {
    ...REDIRECT,
    verify: ({ upstream, id }) =>
      expect(upstream.requestsTo(id).some(({ path }) => path.includes('other'))).toBe(false),
  }),
  lie(['U06.2', 'tags moved to the metadata service'], listing(redirect(307, METADATA)), REDIRECT),
  lie(
    ['U06.3', 'a manifest moved to the metadata service'],
    { [MANIFEST]: redirect(302, METADATA) },
    {
      verify: isOneOf('upstream-redirect'),
    },
  ),
  lie(
    ['U06.4', 'a registry that is elsewhere'],
    { '/v2/': redirect(301, 'http://evil.example/v2/') },
    { status: 502, code: 'upstream-redirect' },
  ),
  lie(
    ['U06.5', 'a catalog moved to a file'],
    { [CATALOG]: redirect(308, 'file:///etc/passwd') },
    { problems: ['upstream-redirect'] },
  ),
  lie(
    ['U06.6', 'a blob moved to the metadata service'],
    ({ path }) => (path.includes('/blobs/') ? redirect(307, METADATA) : ownImage('U06.6')[path]),
    { verify: isOneOf('upstream-blocked', 'upstream-redirect') },
  ),
  lie(
    ['U06.7', 'a blob that moves for ever'],
    ({ path }) => (path.includes('/blobs/') ? redirect(307, `/U06.7${path}`) : ownImage('U06.7')[path]),
    { verify: isOneOf('upstream-redirect') },
  ),
]

export const encodingRows: readonly UpstreamRow[] = [
  lie(['U07.1', 'fifty megabytes in a few'], listing(bomb), ENCODING),
  lie(['U07.2', 'gzip'], listing(encoded('gzip')), ENCODING),
  lie(['U07.3', 'six encodings'], listing(encoded('gzip, gzip, gzip, gzip, gzip, gzip')), ENCODING),
  lie(['U07.4', 'an encoding nobody knows'], listing(encoded('x-strange')), ENCODING),
  lie(
    ['U07.5', 'chunked and gzip in transfer'],
    listing({
      raw: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
    }),
    { verify: isOneOf('upstream-encoding', 'upstream-invalid') },
  ),
]

export const headerRows: readonly UpstreamRow[] = [
  lie(['U08.1', '40 KB of headers'], listing(raw(`X-Big: ${'a'.repeat(40_000)}\r\n`)), RAW_INVALID),
  lie(
    ['U08.2', 'a thousand headers'],
    listing(raw(Array.from({ length: 1000 }, (_, n) => `X-Header-${n}: 12345\r\n`).join(''))),
    RAW_INVALID,
  ),
  lie(['U08.3', 'NUL in a header'], listing(raw('X-Nul: a\u0000b\r\n')), RAW_INVALID),
  lie(['U08.4', 'two lengths'], listing(raw('Content-Length: 3\r\n')), RAW_INVALID),
  lie(['U08.5', 'a length and chunks'], listing(raw('Transfer-Encoding: chunked\r\n')), {
    verify: isOneOf('upstream-invalid', 'upstream-unreachable'),
  }),
  lie(['U08.6', 'not HTTP at all'], listing({ raw: 'SSH-2.0-OpenSSH_9.2\r\n' }), RAW_INVALID),
  lie(
    ['U08.7', 'a status of 999'],
    listing({ raw: 'HTTP/1.1 999 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' }),
    { verify: isOneOf('upstream-error', 'upstream-invalid') },
  ),
  lie(
    ['U08.8', 'a length of -1'],
    listing({ raw: 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n' }),
    RAW_INVALID,
  ),
  lie(
    ['U08.9', 'a length it does not keep'],
    listing({ raw: `HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n${body}` }),
    { verify: isOneOf('upstream-unreachable', 'upstream-invalid') },
  ),
]

export const rootRows: readonly UpstreamRow[] = [
  lie(
    ['U11.1', 'a web page instead of a registry'],
    { '/v2/': json('<h1>hi</h1>', 'text/html') },
    { status: 502, code: 'upstream-invalid' },
  ),
  lie(['U11.2', 'no registry there'], { '/v2/': { status: 404 } }, { status: 502, code: 'upstream-invalid' }),
  lie(
    ['U11.3', 'a registry that fails'],
    { '/v2/': { status: 500 } },
    { status: 502, code: 'upstream-error' },
  ),
  lie(
    ['U11.4', 'not HTTP'],
    { '/v2/': { raw: '220 smtp.example ESMTP\r\n' } },
    { status: 502, code: 'upstream-invalid' },
  ),
  lie(
    ['U11.5', 'a connection that closes'],
    { '/v2/': { raw: '' } },
    { status: 502, code: 'upstream-unreachable' },
  ),
  lie(
    ['U11.6', 'a limit on requests'],
    { '/v2/': { status: 429, headers: { 'retry-after': '999999999' } } },
    { status: 503, code: 'upstream-rate-limited' },
  ),
]
