import { canaryKey } from '../harness/canaries'
import { type RequestRow, type RowRequest, row, rows } from '../harness/row'

const PATH = '/api/v1/registries'

/** A registry to connect, with one thing wrong. */
function connect(patch: object, as: RowRequest['as'] = 'admin'): RowRequest {
  const body = { name: 'intruder', url: 'https://registry.example.invalid', ...patch }
  return { method: 'POST', path: PATH, as, body }
}

const UNKNOWN = { status: 422, code: 'unknown-field' } as const
const NOT_JSON = { status: 400, code: 'invalid-json' } as const
const JSON_TYPE = { 'content-type': 'application/json' }
const sending = (body: string | Uint8Array, headers: RowRequest['headers'] = JSON_TYPE): RowRequest => ({
  method: 'POST',
  path: PATH,
  as: 'admin',
  headers,
  body,
})
const text = '{"name":"intruder","url":"https://registry.example.invalid"}'

export const bodyRows: readonly RequestRow[] = [
  ...rows('R12', UNKNOWN, [
    ['a field nobody knows', connect({ isAdmin: true })],
    ['an id of its own', connect({ id: 'reg_1' })],
    ['a sealed password', connect({ passwordSealed: 'v1.x' })],
    ['a pinned realm', connect({ realmOrigin: 'https://evil.example' })],
    ['a declared flag', connect({ isDeclared: true })],
    ['__proto__', sending(text.replace('{', '{"__proto__":{"isAdmin":true},'))],
    ['constructor', sending(text.replace('{', '{"constructor":{"prototype":{}},'))],
    ['an escaped __proto__', sending(text.replace('{', '{"__pr\\u006fto__":{},'))],
  ]),
  ...rows('R13', NOT_JSON, [
    ['a list', sending('[]')],
    ['null', sending('null')],
    ['a string', sending('"x"')],
    ['a number', sending('1')],
    ['nothing', sending('')],
    ['half an object', sending('{')],
    ['a byte order mark', sending(`\uFEFF${text}`)],
    ['bytes that are not UTF-8', sending(Buffer.from([...Buffer.from('{"name":"'), 0xff, 0x22, 0x7d]))],
    ['an overlong UTF-8 slash', sending(Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]))],
    ['NaN', sending('{"name":NaN}')],
    ['a trailing comma', sending(text.replace('}', ',}'))],
    ['a comment', sending(`/* */${text}`)],
    ['one field twice', sending(text.replace('}', ',"name":"other"}'))],
    ['one field twice, once escaped', sending(text.replace('}', ',"n\\u0061me":"other"}'))],
    ['two documents', sending(`${text}${text}`)],
  ]),
  ...rows('R14', { status: 415, code: 'unsupported-media-type' }, [
    ['plain text', sending(text, { 'content-type': 'text/plain' })],
    ['a form', sending('name=x', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['a multipart form', sending(text, { 'content-type': 'multipart/form-data; boundary=x' })],
    ['no type at all', sending(text, {})],
    ['a type that starts like JSON', sending(text, { 'content-type': 'application/jsonx' })],
  ]),
  ...rows('R15', { status: 413, code: 'body-too-large' }, [
    ['64 KiB and one byte', sending(`${' '.repeat(65_537 - text.length)}${text}`)],
    [
      'ten megabytes without a length',
      sending(' '.repeat(10_000_000), { ...JSON_TYPE, 'transfer-encoding': 'chunked' }),
    ],
  ]),
  ...rows('R16', { status: 400, code: 'json-too-deep' }, [
    ['33 levels', sending(`{"name":${'['.repeat(32)}${']'.repeat(32)}}`)],
    ['30,000 levels', sending(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)],
    ['30,000 levels that never close', sending('{"a":'.repeat(12_000))],
  ]),
]

const INVALID_INPUT = { status: 422, code: 'invalid-input' } as const
const certificate = (caPem: unknown) => connect({ caPem })
const BAD_CERTIFICATE = { status: 422, code: 'invalid-certificate' } as const

const EXPIRED_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfTCCASOgAwIBAgIUU6dwsXvlV2UgeFUdR0V3bgqmNfMwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJZXhwaXJlZGNhMB4XDTIwMDEwMTAwMDAwMFoXDTIwMDEwMjAw
MDAwMFowFDESMBAGA1UEAwwJZXhwaXJlZGNhMFkwEwYHKoZIzj0CAQYIKoZIzj0D
-----END CERTIFICATE-----
`

export const fieldRows: readonly RequestRow[] = [
  ...rows('R17', INVALID_INPUT, [
    ['a password with a line break', connect({ username: 'u', password: 'a\r\nX-Injected: 1' })],
    ['a password with a line feed', connect({ username: 'u', password: 'a\nb' })],
    ['a password with NUL', connect({ username: 'u', password: 'a\u0000b' })],
    ['a password of 4,097 characters', connect({ username: 'u', password: 'p'.repeat(4097) })],
    ['a password that is an object', connect({ username: 'u', password: { reveal: 1 } })],
  ]),
  ...rows('R18', INVALID_INPUT, [
    ['a user name with a colon', connect({ username: 'a:b', password: 'p' })],
    ['a user name with a line break', connect({ username: 'a\r\nb', password: 'p' })],
    ['a user name of 256 characters', connect({ username: 'u'.repeat(256), password: 'p' })],
  ]),
  ...rows('R19', BAD_CERTIFICATE, [
    ['garbage', certificate('garbage')],
    ['an empty certificate', certificate('-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n')],
    ['base64 that is no certificate', certificate(EXPIRED_CERTIFICATE)],
    ['a certificate with something behind it', certificate(`${EXPIRED_CERTIFICATE}; rm -rf /`)],
  ]),
  row(['R19.5', 'a certificate of 65,537 characters'], certificate('x'.repeat(65_400)), BAD_CERTIFICATE),
  row(
    ['R19.6', 'a private key pasted by mistake is neither kept nor logged'],
    ({ canaries }) => certificate(canaryKey(canaries)),
    { status: 422, code: 'private-key-not-accepted' },
  ),
  ...rows('R20', INVALID_INPUT, [
    ['no name', connect({ name: '' })],
    ['a name in capitals', connect({ name: 'Main' })],
    ['a name of 41 characters', connect({ name: 'a'.repeat(41) })],
    ['a name that climbs', connect({ name: '../x' })],
    ['a name that ends in a hyphen', connect({ name: 'a-' })],
    ['a name with a line feed', connect({ name: 'main\n' })],
    ['a name that is a number', connect({ name: 7 })],
    ['a list of 10,001 repositories', connect({ repositories: 7 })],
    ['repositories that are not a list', connect({ repositories: 'a/b' })],
  ]),
  ...rows('R21', { status: 422, code: 'invalid-repository' }, [
    ['a repository that climbs', connect({ repositories: ['ok', '../x'] })],
    ['a repository in capitals', connect({ repositories: ['Team/App'] })],
    ['a repository of 256 characters', connect({ repositories: ['a'.repeat(256)] })],
  ]),
  row(['R22', 'a name that is taken'], ({ registryUrl }) => connect({ name: 'main', url: registryUrl }), {
    status: 409,
    code: 'name-taken',
  }),
  ...rows('R23', { status: 409, code: 'conflict' }, [
    [
      'moving what the environment declares',
      { method: 'PATCH', path: `${PATH}/main`, as: 'admin', body: { url: 'https://a.example.invalid' } },
    ],
    [
      'a new password for what the environment declares',
      { method: 'PATCH', path: `${PATH}/main`, as: 'admin', body: { password: 'other' } },
    ],
  ]),
  ...rows('R24', { status: [412, 422], code: ['precondition-failed', 'invalid-input'] }, [
    ['removing without the typed name', { method: 'DELETE', path: `${PATH}/movable`, as: 'admin' }],
    ['removing with another name', { method: 'DELETE', path: `${PATH}/movable?confirm=main`, as: 'admin' }],
    ['removing with nothing typed', { method: 'DELETE', path: `${PATH}/movable?confirm=`, as: 'admin' }],
    ['removing with capitals', { method: 'DELETE', path: `${PATH}/movable?confirm=MOVABLE`, as: 'admin' }],
  ]),
  ...rows('R25', { status: 404, code: 'not-found' }, [
    ['showing a registry that is not there', { method: 'GET', path: `${PATH}/absent`, as: 'admin' }],
    ['probing one', { method: 'POST', path: `${PATH}/absent/probe`, as: 'admin' }],
    ['indexing one', { method: 'POST', path: `${PATH}/absent/sync`, as: 'admin' }],
    ['removing one', { method: 'DELETE', path: `${PATH}/absent?confirm=absent`, as: 'admin' }],
    ['changing one', { method: 'PATCH', path: `${PATH}/absent`, as: 'admin', body: { username: 'x' } }],
  ]),
  ...rows('R26', INVALID_INPUT, [
    ['a registry named by a path', { method: 'GET', path: `${PATH}/..%2fusers`, as: 'admin' }],
    ['a registry named in SQL', { method: 'GET', path: `${PATH}/main'%20OR%20'1'='1`, as: 'admin' }],
    ['a registry named with NUL', { method: 'GET', path: `${PATH}/main%00`, as: 'admin' }],
    ['a registry named with a line feed', { method: 'GET', path: `${PATH}/main%0a`, as: 'admin' }],
    [
      'a registry in full-width letters',
      { method: 'GET', path: `${PATH}/ｍain`.replace('ｍ', '%EF%BD%8D'), as: 'admin' },
    ],
  ]),
]
