import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { adminActor, buildContext, viewerActor } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { startRegistry } from '@/lib/testing/registry'
import { startTokenWorld, type TokenWorld } from '@/lib/testing/token-world'
import { listKeyRows } from './store/keys'
import { activateSigningKey } from './use-cases/activate-signing-key'
import { discardSigningKey } from './use-cases/discard-signing-key'
import { ensureSigningKey } from './use-cases/ensure-signing-key'
import { prepareSigningKey } from './use-cases/prepare-signing-key'
import { readTrust } from './use-cases/read-trust'

eachDatabase('the key that signs Docker tokens', (open) => {
  async function withWorld(work: (world: TokenWorld) => Promise<void>) {
    const world = await startTokenWorld({ db: await open() })
    try {
      await work(world)
    } finally {
      await world.stop()
    }
  }
  const kidOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid
  const ask = async ({ origin }: TokenWorld) =>
    String((await (await fetch(`${origin}/api/token?service=main`)).json()).token)

  it('is made once, however many processes start at the same moment', () =>
    withWorld(async ({ ctx }) => {
      await ctx.db.query.deleteFrom('docker_token_key').execute()
      const kids = await Promise.all([1, 2, 3].map(async () => (await ensureSigningKey(ctx)).kid))
      expect(new Set(kids).size).toBe(1)
      expect(await listKeyRows(ctx.db.query)).toHaveLength(1)
    }))

  it('is replaced without a pull being refused: known first, signing after', () =>
    withWorld(async (world) => {
      const { ctx } = world
      const admin = { ...ctx, actor: adminActor }
      const old = kidOf(await ask(world))
      const next = await prepareSigningKey(admin)
      expect(kidOf(await ask(world))).toBe(old)
      const both = await readTrust(ctx)
      expect(both.jwks.keys).toMatchObject([{ kid: old }, { kid: next.kid }])

      const token = { realm: `${world.origin}/api/token`, service: 'main', issuer: world.origin }
      const registry = await startRegistry({ token: { ...token, certificatePem: both.bundle } })
      try {
        const opens = async () => {
          const headers = { authorization: `Bearer ${await ask(world)}` }
          return (await fetch(`${registry.url}/v2/`, { headers })).status
        }
        expect(await opens()).toBe(200)
        await activateSigningKey(admin, next.kid)
        expect(kidOf(await ask(world))).toBe(next.kid)
        expect(await opens()).toBe(200)
      } finally {
        await registry.stop()
      }
      expect((await readTrust(ctx)).jwks.keys).toMatchObject([{ kid: next.kid }])
      const keys = await listKeyRows(ctx.db.query)
      expect(new Map(keys.map((key) => [key.kid, key.state]))).toEqual(
        new Map([
          [next.kid, 'active'],
          [old, 'retired'],
        ]),
      )
    }))

  it('waits alone, and may be thrown away while it waits', () =>
    withWorld(async ({ ctx }) => {
      const admin = { ...ctx, actor: adminActor }
      const active = await ensureSigningKey(ctx)
      const { kid } = await prepareSigningKey(admin)
      await expect(prepareSigningKey(admin)).rejects.toMatchObject({ code: 'conflict' })
      await expect(discardSigningKey(admin, active.kid)).rejects.toMatchObject({ code: 'not-found' })
      await discardSigningKey(admin, kid)
      await expect(activateSigningKey(admin, kid)).rejects.toMatchObject({ code: 'not-found' })
      expect((await ensureSigningKey(ctx)).kid).toBe(active.kid)
    }))

  it('is for admins alone to replace', () =>
    withWorld(async ({ ctx }) => {
      const viewer = { ...ctx, actor: viewerActor }
      await expect(prepareSigningKey(viewer)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(activateSigningKey(viewer, 'x')).rejects.toMatchObject({ code: 'forbidden' })
      await expect(discardSigningKey(viewer, 'x')).rejects.toMatchObject({ code: 'forbidden' })
    }))

  it('lies sealed in the database, and its two numbers are of full length', () =>
    withWorld(async ({ ctx }) => {
      const key = await ensureSigningKey(ctx)
      const rows = JSON.stringify(await ctx.db.query.selectFrom('docker_token_key').selectAll().execute())
      expect(rows).not.toContain('PRIVATE')
      expect(key.privateKeySealed).toMatch(/^v1\./)
      const { x, y } = JSON.parse(key.publicJwk)
      for (const coordinate of [x, y]) {
        const bytes = Buffer.from(coordinate, 'base64url')
        expect([bytes.length, bytes[0] !== 0]).toEqual([32, true])
      }
      expect(key.libtrustId).toMatch(/^(?:[A-Z2-7]{4}:){11}[A-Z2-7]{4}$/)
      const certificate = new X509Certificate(key.certificatePem)
      expect(Date.parse(certificate.validTo)).toBe(Math.floor(key.expiresAt / 1000) * 1000)
      expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now())
    }))

  it('cannot be asked for by a context without keys', async () => {
    const ctx = buildContext({ db: await open() })
    await expect(ensureSigningKey(ctx)).rejects.toMatchObject({ code: 'internal' })
  })
})
