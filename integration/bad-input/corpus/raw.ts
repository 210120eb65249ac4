import type { World } from '../harness/world'

/** Bytes no HTTP client would send, and what may come back: one of these, or a closed connection. */
export interface RawRow {
  readonly id: string
  readonly title: string
  readonly bytes: (world: World) => string | Uint8Array
  readonly statuses: readonly number[]
}

const HOST = 'Host: 127.0.0.1\r\n'
const JSON_TYPE = 'Content-Type: application/json\r\n'
const BODY = '{"name":"x"}'

function raw([id, title]: readonly [string, string], text: string, statuses: readonly number[]): RawRow {
  return { id, title, bytes: () => Buffer.from(text, 'latin1'), statuses }
}

const get = (target: string, headers = '') =>
  `GET ${target} HTTP/1.1\r\n${HOST}${headers}Connection: close\r\n\r\n`
const post = (headers: string, body: string) =>
  `POST /api/v1/registries HTTP/1.1\r\n${HOST}${JSON_TYPE}${headers}\r\n${body}`

/** An answer to a body has to come from the door, and nobody is signed in here. */
const REFUSED = [400, 401, 403, 405, 413, 415]
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`

export const RAW_ROWS: readonly RawRow[] = [
  // The server may hang up while most of it is still on its way.
  raw(
    ['N04.2', 'a megabyte of name'],
    get(`/api/v1/registries/main/repositories/${'a'.repeat(1_000_000)}`),
    [400, 414, 431],
  ),
  raw(
    ['X01.1', 'TRACE'],
    `TRACE / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
    [307, 400, 401, 404, 405, 501],
  ),
  raw(
    ['X01.2', 'TRACE on the API'],
    `TRACE /api/v1/me HTTP/1.1\r\n${HOST}Cookie: a=b\r\nConnection: close\r\n\r\n`,
    [400, 401, 404, 405],
  ),
  raw(
    ['X01.3', 'CONNECT'],
    'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n',
    [400, 404, 405],
  ),
  raw(['X01.4', 'a whole address to another host'], get('http://169.254.169.254/latest/meta-data'), [400]),
  raw(['X01.5', 'a whole address to our API'], get('http://127.0.0.1/api/v1/users'), [400]),
  raw(['X01.6', 'an https address'], get('https://evil.example/api/v1/me'), [400]),
  raw(['X01.7', 'an asterisk'], `OPTIONS * HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`, [400]),
  raw(['X01.8', 'a target without a slash'], get('api/v1/me'), [400]),
  raw(['X01.9', 'two slashes and a host'], get('//evil.example/api/v1/me'), [307, 308, 400, 404]),
  raw(['X01.10', 'a backslash and a host'], get('/\\evil.example/'), [307, 308, 400, 404]),
  raw(['X01.11', 'HTTP 0.9'], 'GET /\r\n\r\n', [307, 400]),
  raw(['X01.12', 'HTTP 1.0 without a host'], 'GET /api/v1/me HTTP/1.0\r\n\r\n', [400, 401]),
  raw(['X01.13', 'no host'], 'GET /api/v1/me HTTP/1.1\r\nConnection: close\r\n\r\n', [400, 401]),
  raw(
    ['X01.14', 'two hosts'],
    `GET /api/v1/me HTTP/1.1\r\n${HOST}Host: evil.example\r\nConnection: close\r\n\r\n`,
    [400, 401],
  ),
  raw(['X01.15', 'HTTP 2.0 in words'], 'GET / HTTP/2.0\r\nHost: x\r\n\r\n', [307, 400, 505]),
  raw(['X01.16', 'the preface of HTTP/2'], 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 505]),
  raw(
    ['X01.17', 'a TLS greeting'],
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    [400],
  ),
  raw(
    ['X01.18', 'two lengths that differ'],
    post('Content-Length: 12\r\nContent-Length: 13\r\n', BODY),
    [400],
  ),
  raw(
    ['X01.19', 'two lengths that agree'],
    post('Content-Length: 12\r\nContent-Length: 12\r\nConnection: close\r\n', BODY),
    REFUSED,
  ),
  raw(
    ['X01.20', 'a length and chunks'],
    post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', chunk(BODY)),
    [400],
  ),
  raw(
    ['X01.21', 'chunks twice'],
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n', chunk(BODY)),
    REFUSED,
  ),
  raw(
    ['X01.22', 'chunks and something else'],
    post('Transfer-Encoding: chunked, identity\r\n', chunk(BODY)),
    [400, 501],
  ),
  raw(['X01.23', 'a length of -1'], post('Content-Length: -1\r\n', BODY), [400]),
  raw(['X01.24', 'a length in hex'], post('Content-Length: 0xc\r\n', BODY), [400]),
  raw(
    ['X01.25', 'a length beyond numbers'],
    post('Content-Length: 99999999999999999999\r\n', BODY),
    [400, 413],
  ),
  raw(
    ['X01.26', 'a chunk size that is none'],
    post('Transfer-Encoding: chunked\r\n', 'zz\r\nabc\r\n'),
    REFUSED,
  ),
  raw(
    ['X01.27', 'a chunk size beyond numbers'],
    post('Transfer-Encoding: chunked\r\n', 'fffffffffffffffff\r\nabc\r\n'),
    REFUSED,
  ),
  raw(
    ['X01.28', 'more body than its length, which is no second request'],
    post('Content-Length: 10\r\nConnection: close\r\n', '{"name":1}GET /api/v1/users HTTP/1.1\r\n\r\n'),
    REFUSED,
  ),
  raw(
    ['X01.29', 'Expect: 100-continue'],
    post('Expect: 100-continue\r\nContent-Length: 12\r\nConnection: close\r\n', BODY),
    [100, ...REFUSED],
  ),
  raw(
    ['X01.30', 'an expectation nobody knows'],
    post('Expect: gold\r\nContent-Length: 12\r\nConnection: close\r\n', BODY),
    [417, ...REFUSED],
  ),
  raw(['X01.31', '40 KB of one header'], get('/api/v1/me', `X-Big: ${'a'.repeat(40_000)}\r\n`), [431]),
  raw(
    ['X01.32', '40 KB of cookies'],
    get('/api/v1/me', `Cookie: assay.session=${'a'.repeat(40_000)}\r\n`),
    [431],
  ),
  raw(
    ['X01.33', 'five thousand headers'],
    get('/api/v1/me', Array.from({ length: 5000 }, (_, at) => `X-${at}: 1\r\n`).join('')),
    [400, 431],
  ),
  raw(['X01.34', '40 KB of address'], get(`/api/v1/search?q=${'a'.repeat(40_000)}`), [414, 431]),
  raw(['X01.35', 'NUL in a header'], get('/api/v1/me', 'X-Nul: a\u0000b\r\n'), [400]),
  raw(['X01.36', 'NUL in the address'], get('/api/v1/\u0000me'), [400, 404]),
  raw(['X01.37', 'a space in the address'], get('/api/v1/ me'), [400]),
  raw(
    ['X01.38', 'a header that goes on in the next line'],
    get('/api/v1/me', 'X-Fold: a\r\n b\r\n'),
    [400, 401],
  ),
  raw(['X01.39', 'a space before the colon'], get('/api/v1/me', 'Authorization : Bearer x\r\n'), [400]),
  raw(['X01.40', 'lines that end in LF alone'], 'GET /api/v1/me HTTP/1.1\nHost: x\n\n', [400, 401]),
  raw(
    ['X01.41', 'bytes beyond ASCII in the address'],
    get('/api/v1/registries/\u00ff\u00fe'),
    [400, 401, 404],
  ),
  raw(
    ['X01.42', 'bytes beyond ASCII in a token'],
    get('/api/v1/me', 'Authorization: Bearer \u00ff\u00fe\r\n'),
    [400, 401],
  ),
  raw(
    ['X01.43', 'an upgrade to a socket elsewhere'],
    `GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    [400],
  ),
  raw(
    ['X01.44', 'an upgrade to HTTP/2'],
    `GET /api/v1/me HTTP/1.1\r\n${HOST}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
    [400, 401],
  ),
  raw(
    ['X01.45', 'a method nobody knows'],
    `BREW /api/v1/me HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
    [400, 405],
  ),
  raw(
    ['X01.46', 'a method nobody knows but the parser'],
    `PROPFIND /api/v1/me HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
    [400, 401, 405],
  ),
]
