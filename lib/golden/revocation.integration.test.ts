import { expect, it } from 'vitest'
import { eachDatabase } from '@/lib/testing/database'
import { because, goldenWorlds, isProtected, makeGolden } from '@/lib/testing/golden-world'
import { extend, restore } from './use-cases/ask-back'
import { getVersion } from './use-cases/get-version'
import { listInbox } from './use-cases/list-inbox'
import { nominate } from './use-cases/nominate'
import { cancelRevocation, revoke } from './use-cases/revoke'

const open = goldenWorlds()

eachDatabase('a golden version', (openDatabase) => {
  it('I10: keeps what is revoked out until two people restore it', async () => {
    const world = await open(await openDatabase())
    const golden = await makeGolden(world, '1.0')
    const version = golden.version.id
    const revision = async () => (await getVersion(world.person('vera'), { version })).version.revision
    await revoke(world.person('ada'), {
      ...because('broken', await revision(), version),
      category: 'defect',
    })
    await expect(
      nominate(world.person('dan'), { line: world.line.id, reference: '1.0' }),
    ).rejects.toMatchObject({ code: 'wrong-state' })

    await restore(world.person('ada'), because('it was fine', await revision(), version))
    expect((await getVersion(world.person('vera'), { version })).state).toBe('revoked')
    expect((await listInbox(world.person('abe'))).map(({ kind }) => kind)).toEqual(['restore'])
    await expect(
      restore(world.person('ada'), because('really', await revision(), version)),
    ).rejects.toMatchObject({ code: 'four-eyes' })

    await restore(world.person('abe'), because('agreed', await revision(), version))
    expect(await getVersion(world.person('vera'), { version })).toMatchObject({ state: 'golden' })
    expect(await isProtected(world, golden.version.digest)).toBe(true)
  })

  it('never restores what held a secret', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await revoke(world.person('mia'), { ...because('key', version.revision, version.id), category: 'secret' })
    await expect(
      restore(world.person('ada'), because('please', version.revision + 1, version.id)),
    ).rejects.toMatchObject({ code: 'wrong-state' })
  })

  it('announces a revocation and calls it off', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const at = Date.now() + 7 * 86_400_000
    await revoke(world.person('mia'), {
      ...because('end of life', version.revision, version.id),
      category: 'other',
      at,
    })
    const announced = await getVersion(world.person('vera'), { version: version.id })
    expect(announced).toMatchObject({ state: 'golden', version: { revokeAt: at } })
    await cancelRevocation(world.person('mia'), because('not yet', announced.version.revision, version.id))
    expect((await getVersion(world.person('vera'), { version: version.id })).version.revokeAt).toBeNull()
  })

  it('revokes at once what was to be revoked later', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const mia = world.person('mia')
    const later = { category: 'other', at: Date.now() + 7 * 86_400_000 } as const
    await revoke(mia, { ...because('end of life', version.revision, version.id), ...later })
    const { version: announced } = await getVersion(mia, { version: version.id })
    await revoke(mia, { ...because('a flaw', announced.revision, version.id), category: 'vulnerability' })
    expect(await getVersion(world.person('vera'), { version: version.id })).toMatchObject({
      state: 'revoked',
      version: { revocationCategory: 'vulnerability', revocationReason: 'a flaw' },
    })
  })

  it('never takes a moment that has passed for now', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const slip = { ...because('soon', version.revision, version.id), category: 'other', at: 1 } as const
    await expect(revoke(world.person('mia'), slip)).rejects.toMatchObject({
      code: 'invalid-input',
      issues: [{ pointer: '/at' }],
    })
    expect(await getVersion(world.person('vera'), { version: version.id })).toMatchObject({ state: 'golden' })
  })

  it('extends by two, judged anew', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    await extend(world.person('mia'), because('still needed', version.revision, version.id))
    const asked = await getVersion(world.person('ada'), { version: version.id })
    expect(asked.pending.extend).toMatchObject({ actorName: 'mia' })
    await extend(world.person('ada'), because('agreed', asked.version.revision, version.id))
    const extended = await getVersion(world.person('ada'), { version: version.id })
    expect(extended.version.expiresAt).toBeGreaterThan(version.expiresAt ?? 0)
    expect(extended.pending.extend).toBeNull()
  })
})
