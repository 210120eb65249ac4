import { expect, it } from 'vitest'
import { createCertificate } from '@/lib/testing/certificate'
import { codeOf, connectingContext, countRegistries } from '@/lib/testing/connecting'
import { eachDatabase } from '@/lib/testing/database'
import { startStubRegistry, stubRoot } from '@/lib/testing/stub-registry'
import { addRegistry } from './use-cases/add-registry'

eachDatabase('registered registries', (open) => {
  it.each([
    ['http://169.254.169.254/', 'url-not-allowed'],
    ['http://127.0.0.1:5000', 'url-not-allowed'],
    ['http://127.1', 'url-not-allowed'],
    ['http://0177.0.0.1', 'url-not-allowed'],
    ['http://2130706433', 'url-not-allowed'],
    ['http://0x7f000001', 'url-not-allowed'],
    ['http://localhost:5000', 'url-not-allowed'],
    ['http://[::1]/', 'url-not-allowed'],
    ['http://[::]', 'url-not-allowed'],
    ['http://[::ffff:127.0.0.1]', 'url-not-allowed'],
    ['http://[::127.0.0.1]', 'url-not-allowed'],
    ['http://[64:ff9b::7f00:1]', 'url-not-allowed'],
    ['http://[2002:7f00:1::]', 'url-not-allowed'],
    ['http://[fe80::1]', 'url-not-allowed'],
    ['http://[fd00:ec2::254]', 'url-not-allowed'],
    ['http://[2001:0:7f00:1::]', 'url-not-allowed'],
    ['file:///etc/passwd', 'url-scheme'],
    ['https://user:pass@host/', 'url-userinfo'],
    ['https://host/path?x#y', 'url-invalid'],
    ['https://host:6379', 'url-port'],
  ])('cannot be at %s', async (url, code) => {
    const db = await open()
    const ctx = connectingContext(db, { cidrs: [] })
    expect(await codeOf(addRegistry(ctx, { name: 'x', url, password: 'canary', username: 'u' }))).toBe(code)
    expect(await countRegistries(db)).toBe(0)
  })

  it('take certificates, and neither keys nor garbage', async () => {
    const db = await open()
    const ctx = connectingContext(db)
    const tls = createCertificate()
    const stub = await startStubRegistry(stubRoot, { tls })
    const add = (caPem: string | null) => addRegistry(ctx, { name: 'x', url: stub.url, caPem })

    expect(await codeOf(add(null))).toBe('upstream-tls')
    expect(await codeOf(add('garbage'))).toBe('invalid-certificate')
    expect(await codeOf(add(`${tls.cert}trailing`))).toBe('invalid-certificate')
    expect(await codeOf(add(tls.cert.replace(/^.{64}$/m, 'A'.repeat(64))))).toBe('invalid-certificate')
    expect(await codeOf(add(`${tls.cert}${tls.key}`))).toBe('private-key-not-accepted')
    expect(await countRegistries(db)).toBe(0)
    expect(await add(tls.cert)).toMatchObject({ health: { state: 'up' } })
    await stub.stop()
  })
})
