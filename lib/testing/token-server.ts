import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { createServer } from 'node:http'
import { createCertificate } from './certificate'

export interface TokenServer {
  /** Origin of the realm. */
  readonly url: string
  readonly realm: string
  /** PEM of the certificate whose key signs. */
  readonly certificatePem: string
  /** `Authorization` headers it was sent. */
  readonly authorizations: readonly (string | undefined)[]
  stop(): Promise<void>
}

export const TOKEN_SERVICE = 'assay-test'
export const TOKEN_ISSUER = 'assay-test-issuer'

/** A token realm for tests: gives whoever signs in with the password everything that is asked for. */
export async function startTokenServer(password: string): Promise<TokenServer> {
  const { key, cert } = createCertificate()
  const privateKey = createPrivateKey(key)
  const publicKey = createPublicKey(cert)
  const authorizations: (string | undefined)[] = []
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://realm')
    authorizations.push(request.headers.authorization)
    if (request.headers.authorization !== `Basic ${Buffer.from(`assay:${password}`).toString('base64')}`) {
      response.writeHead(401).end('{}')
      return
    }
    const token = issue(privateKey, publicKey, accessOf(searchParams.get('scope')))
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ token, expires_in: 120 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  const url = `http://127.0.0.1:${address.port}`
  return {
    url,
    realm: `${url}/token`,
    certificatePem: cert,
    authorizations,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function accessOf(scope: string | null): object[] {
  if (scope === null) return []
  return scope.split(' ').map((one) => {
    const [type = '', name = '', actions = ''] = one.split(':')
    return { type, name, actions: actions.split(',') }
  })
}

function issue(privateKey: KeyObject, publicKey: KeyObject, access: object[]): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: TOKEN_ISSUER,
    aud: TOKEN_SERVICE,
    sub: 'assay',
    exp: now + 120,
    nbf: now - 10,
    access,
  }
  const header = { typ: 'JWT', alg: 'ES256', kid: libtrustId(publicKey) }
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The key id distribution 2.x knows a key by: 240 bits of its digest in base32, in groups of four. */
function libtrustId(publicKey: KeyObject): string {
  const digest = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
  const bits = [...digest.subarray(0, 30)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(/.{5}/g)?.map((five) => BASE32[Number.parseInt(five, 2)] ?? '') ?? []
  return letters.join('').match(/.{4}/g)?.join(':') ?? ''
}
