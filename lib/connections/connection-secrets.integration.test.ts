import { expect, it } from 'vitest'
import { codeOf, connectingContext } from '@/lib/testing/connecting'
import { eachDatabase } from '@/lib/testing/database'
import { REGISTRY_ACCOUNT, startRegistry } from '@/lib/testing/registry'
import { startStubRegistry, stubRoot } from '@/lib/testing/stub-registry'
import { startTokenServer, TOKEN_ISSUER, TOKEN_SERVICE } from '@/lib/testing/token-server'
import { addRegistry } from './use-cases/add-registry'
import { probeRegistry } from './use-cases/probe-registry'
import { updateRegistry } from './use-cases/update-registry'

eachDatabase('what registered registries are given to prove who we are', (open) => {
  it('have their passwords sealed, and bound to their row', async () => {
    const db = await open()
    const ctx = connectingContext(db)
    const registry = await startRegistry({ htpasswd: true })
    const { username, password } = REGISTRY_ACCOUNT
    const first = await addRegistry(ctx, { name: 'one', url: registry.url, username, password })
    const second = await addRegistry(ctx, { name: 'two', url: registry.url, username, password })

    const rows = await db.query.selectFrom('registry').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(password)
    await db.query
      .updateTable('registry')
      .set({ password_sealed: first.passwordSealed })
      .where('id', '=', second.id)
      .execute()
    expect(await codeOf(probeRegistry(ctx, 'two'))).toBe('internal')
    await registry.stop()
  })

  it('get credentials to a foreign realm only after an admin confirmed it', async () => {
    const db = await open()
    const ctx = connectingContext(db)
    const realm = await startTokenServer('canary')
    const { certificatePem } = realm
    const token = { realm: realm.realm, service: TOKEN_SERVICE, issuer: TOKEN_ISSUER, certificatePem }
    const registry = await startRegistry({ token })
    const input = { name: 'x', url: registry.url, username: 'assay', password: 'canary' }

    await expect(addRegistry(ctx, input)).rejects.toMatchObject({
      code: 'realm-confirmation-required',
      facts: { realm: realm.url },
    })
    expect(realm.authorizations).toHaveLength(0)
    const added = await addRegistry(ctx, { ...input, confirmRealmOrigin: realm.url })
    expect(added).toMatchObject({ realmOrigin: realm.url, capabilities: { authentication: 'bearer' } })
    expect(await probeRegistry(ctx, 'x')).toMatchObject({ realmOrigin: realm.url })
    await registry.stop()
    await realm.stop()
  })

  it('do not take a stored password to a new address', async () => {
    const db = await open()
    const ctx = connectingContext(db)
    const registry = await startRegistry({ htpasswd: true })
    const thief = await startStubRegistry(stubRoot)
    const { username, password } = REGISTRY_ACCOUNT
    await addRegistry(ctx, { name: 'x', url: registry.url, username, password })

    const moved = await updateRegistry(ctx, 'x', { url: thief.url })
    expect(moved.passwordSealed).toBeNull()
    expect(thief.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true)
    await registry.stop()
    await thief.stop()
  })
})
