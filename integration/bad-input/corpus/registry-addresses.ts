import { expect } from 'vitest'
import { type RequestRow, type RowRequest, row, rows } from '../harness/row'
import type { World } from '../harness/world'

const PATH = '/api/v1/registries'

/** A registry to connect, with one thing wrong. */
function connect(patch: object, as: RowRequest['as'] = 'admin'): RowRequest {
  const body = { name: 'intruder', url: 'https://registry.example.invalid', ...patch }
  return { method: 'POST', path: PATH, as, body }
}

/** An address, given at connecting and again at changing. */
function addresses(
  id: string,
  expectation: Parameters<typeof rows>[1],
  urls: readonly string[],
): RequestRow[] {
  return [
    ...rows(
      id,
      expectation,
      urls.map((url) => [`connecting ${shorten(url)}`, connect({ url })]),
    ),
    ...rows(
      `${id}p`,
      expectation,
      urls.map((url) => [
        `moving a registry to ${shorten(url)}`,
        { method: 'PATCH', path: `${PATH}/movable`, as: 'admin', body: { url } },
      ]),
    ),
  ]
}

const shorten = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text)

const REFUSED = { status: 422, code: 'url-not-allowed' } as const

const IPV4 = [
  'http://127.0.0.1:5000',
  'http://127.1:5000',
  'http://0177.0.0.1:5000',
  'http://2130706433:5000',
  'http://0x7f000001:5000',
  'http://0x7f.1:5000',
  'http://127.0.0.1.:5000',
  'http://127.0.0.78:5000',
  'http://0.0.0.0:5000',
  'http://10.0.0.1',
  'http://172.16.0.1',
  'http://192.168.1.1',
  'http://100.64.0.1',
  'http://198.18.0.1',
  'http://224.0.0.1',
  'http://255.255.255.255',
]

const IPV6 = [
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://[2001:0:7f00:1::]/',
  'http://[ff02::1]/',
]

const INVALID = [
  'https://host/path?x',
  'https://host/path#y',
  'https://host:99999',
  'https://',
  'https://ho st',
  'https://host\n.evil',
  'https://host\u0000.evil',
  'https:\\\\host',
  'https://host/../x y',
  'https://host/%2f/x',
  'https://ho%73t%2f',
  'host.example',
  '//host.example',
  'https://[::1',
  `https://host/${'a'.repeat(2036)}`,
]

const SCHEMES = [
  'file:///etc/passwd',
  'FILE:///etc/passwd',
  'gopher://host/x',
  'ftp://host/x',
  'ws://host/x',
  'javascript:alert(1)',
  'data:text/html,x',
  'unix:/var/run/docker.sock',
]

const ports = [22, 25, 53, 110, 2375, 3306, 5432, 6379, 11211, 27017]

function userInfo({ canaries }: World): RowRequest {
  return connect({ url: `https://user:${canaries.typed}@registry.example.invalid/` })
}

export const addressRows: readonly RequestRow[] = [
  ...addresses('R01', REFUSED, ['http://169.254.169.254/', 'http://169.254.169.254/latest/meta-data']),
  ...addresses('R02', REFUSED, IPV4),
  ...addresses('R03', REFUSED, IPV6),
  ...addresses('R04', REFUSED, ['http://localhost:5000', 'http://LOCALHOST:5000']),
  ...addresses('R05', { status: 422, code: 'url-scheme' }, SCHEMES),
  row(['R06.1', 'refuses a password in the address and keeps it to itself'], userInfo, {
    status: 422,
    code: 'url-userinfo',
  }),
  ...addresses('R06', { status: 422, code: 'url-userinfo' }, ['https://user@host/', 'https://@host/']).map(
    (one) => ({ ...one, id: `${one.id}u` }),
  ),
  ...addresses('R07', { status: 422, code: 'url-invalid' }, INVALID),
  ...addresses('R07t', { status: 422, code: 'invalid-input' }, ['']),
  ...rows('R07n', { status: 422, code: 'invalid-input' }, [
    ['an address that is a number', connect({ url: 1 })],
    ['an address that is a list', connect({ url: ['https://host'] })],
    ['no address', connect({ url: undefined })],
    ['an address that is null', connect({ url: null })],
  ]),
  ...addresses(
    'R08',
    { status: 422, code: 'url-port' },
    ports.map((port) => `https://host.example:${port}/`),
  ),
  ...rows(
    'R09',
    {
      status: 502,
      code: 'upstream-unreachable',
      // Never shown back in the letters that look like another name.
      verify: ({ text }) => expect(text).not.toMatch(/[а-я]/),
    },
    [
      ['a name in look-alike letters', connect({ url: 'https://раypal.invalid' })],
      ['a name in punycode', connect({ url: 'https://xn--ypal-43d9g.invalid' })],
    ],
  ),
]
