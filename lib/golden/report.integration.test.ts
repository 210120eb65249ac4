import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { contracts } from '@/lib/api/contracts'
import { presentDossier, presentReport } from '@/lib/api/presenters/golden-report'
import { presentReportExport } from '@/lib/api/presenters/golden-report-export'
import { verifyLog } from '@/lib/audit/use-cases/verify-log'
import { auditedAs } from '@/lib/testing/audited'
import { buildPerson } from '@/lib/testing/context'
import { eachDatabase } from '@/lib/testing/database'
import { goldenWorlds, makeGolden } from '@/lib/testing/golden-world'
import { getDossier } from './use-cases/report/get-dossier'
import { exportReport, getReport } from './use-cases/report/get-report'
import { revoke } from './use-cases/revoke'

const auditor = buildPerson('aud', { role: 'auditor' })

const open = goldenWorlds()

/** A moment that nothing else happens in. */
async function moment(): Promise<number> {
  await sleep(5)
  const at = Date.now()
  await sleep(5)
  return at
}

async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}

eachDatabase('the report of golden images', (openDatabase) => {
  it('says to an auditor what was golden at any moment, on what it rested, and where that is in the log', async () => {
    const world = await open(await openDatabase())
    const before = await moment()
    const first = (await makeGolden(world, '1.0')).version
    const one = await moment()
    const second = (await makeGolden(world, '1.1')).version
    const two = await moment()
    const because = { category: 'defect', reason: '=broken' } as const
    await revoke(world.person('mia'), { version: second.id, ifRevision: second.revision, ...because })

    const ctx = world.as(auditor)
    const states = async (at?: number) => {
      const report = presentReport(await getReport(ctx, { at }))
      expect(contracts.getGoldenReport.output.safeParse(report).error).toBeUndefined()
      return report.items.map(({ version, state }) => `${version.name} ${state}`)
    }
    expect(await states(before)).toEqual([])
    expect(await states(one)).toEqual(['1.0 golden'])
    expect(await states(two)).toEqual(['1.1 golden', '1.0 superseded'])
    expect(await states()).toEqual(['1.0 golden', '1.1 revoked'])

    const { items } = presentReport(await getReport(ctx, { state: 'golden' }))
    expect(items).toMatchObject([
      {
        version: { id: first.id, digest: first.digest },
        policy: { name: 'house', version: 1 },
        nominatedBy: { name: 'dan' },
        approvals: [{ actor: { name: 'ada' } }, { actor: { name: 'abe' } }],
        evidence: [{ type: 'EVD-002' }, { type: 'EVD-001' }].toSorted((a, b) => (a.type < b.type ? 1 : -1)),
        waivers: [],
        drift: [],
      },
    ])
    const rows = await world.db.query.selectFrom('audit_event').select(['id', 'sequence', 'hash']).execute()
    expect(rows).toContainEqual({
      id: items[0]?.mark?.eventId,
      sequence: items[0]?.mark?.sequence,
      hash: items[0]?.mark?.hash,
    })
  })

  it('goes into a file whose cells are no formulas, and taking it is an event', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const because = { category: 'defect', reason: '=1+1' } as const
    await revoke(world.person('mia'), { version: version.id, ifRevision: version.revision, ...because })
    const ctx = world.as(auditor)
    const csv = presentReportExport('csv', await exportReport(ctx, { format: 'csv' }))
    const lines = (await textOf(csv.text)).trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(`"'=1+1"`)
    expect(lines[1]).toContain('"revoked"')
    const json = presentReportExport('json', await exportReport(ctx, { format: 'json' }))
    expect(JSON.parse(await textOf(json.text))).toMatchObject({ totals: { revoked: 1 } })
    const exported = await auditedAs(world.db, 'golden.report-exported')
    expect(exported.map(({ actor_name }) => actor_name)).toEqual(['aud', 'aud'])
  })

  it('shows nobody what is not theirs', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const stranger = world.as(buildPerson('eve', { grants: [{ role: 'owner', path: 'other' }] }))
    expect((await getReport(stranger, {})).rows).toEqual([])
    await expect(getDossier(stranger, version.id)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('gives everything an auditor asks about a version, whose hashes the verified log confirms', async () => {
    const world = await open(await openDatabase())
    const { version } = await makeGolden(world, '1.0')
    const dossier = presentDossier(await getDossier(world.as(auditor), version.id))
    expect(contracts.getDossier.output.safeParse(dossier).error).toBeUndefined()
    expect(dossier).toMatchObject({
      row: { state: 'golden' },
      policy: { name: 'house', document: { approvalsMin: 2 } },
      members: [{ digest: version.digest, isInVault: true }],
      marked: { findings: expect.arrayContaining([expect.objectContaining({ outcome: 'pass' })]) },
    })
    expect(dossier.evidence.map(({ type }) => type).toSorted()).toEqual(['EVD-001', 'EVD-002'])
    expect(dossier.decisions.map(({ verb }) => verb)).toEqual(['nominate', 'approve', 'approve', 'mark'])
    for (const { audit } of dossier.decisions) {
      const row = await world.db.query
        .selectFrom('audit_event')
        .select(['hash', 'prev_hash'])
        .where('sequence', '=', audit.sequence ?? 0)
        .executeTakeFirst()
      expect(row).toEqual({ hash: audit.hash, prev_hash: audit.prevHash })
    }
    expect(await verifyLog(world.ctx, { signal: world.ctx.signal })).toMatchObject({ kind: 'whole' })
  })
})
