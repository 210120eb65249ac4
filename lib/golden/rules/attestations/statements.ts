import { type CheckResult, fail, few, listOf, notApplicable, pass, unknown } from '../checks/check'
import { type AttestationCheck, isAboutItsSubject, ofAttached, someForEach, unlessUnreadable } from './check'
import type { Attachment } from './facts'
import { isSameSource } from './source'

export const sbom: AttestationCheck = {
  id: 'ATT-002',
  name: 'sbom',
  title: 'Has a list of its components attached',
  explanation: 'Without a list nobody can say next month whether it holds what was found vulnerable.',
  remedy: 'Build with --attest type=sbom, or attach SPDX or CycloneDX to the digest.',
  sources: ['EC sbom', 'Docker Scout'],
  severity: 'medium',
  defaults: {},
  run: ofAttached('sbom', (attached, { facts }) => {
    const own = attached.filter(isAboutItsSubject)
    if (facts === null || !someForEach(facts, own)) return unreadOrForeign(attached)
    return unlessUnreadable(own, `${few([...new Set(own.map(({ type }) => type))])}.`)
  }),
}

export const provenance: AttestationCheck = {
  id: 'ATT-003',
  name: 'provenance',
  title: 'Says who built it',
  explanation: 'Provenance names the builder. It is the builder’s claim: ask for a signature besides.',
  remedy: 'Build with --provenance=mode=max on a builder the policy names.',
  sources: ['SLSA', 'EC slsa_build_build_service'],
  severity: 'medium',
  defaults: { builders: [], mode: 'min' },
  run: ofAttached('provenance', (attached, { facts }, params) => {
    const own = attached.filter((one) => isAboutItsSubject(one) && one.provenance !== null)
    if (facts === null || !someForEach(facts, own)) return unreadOrForeign(attached)
    const builders = listOf(params, 'builders')
    const trusted = own.filter(({ provenance: said }) => isAllowed(said?.builder ?? null, builders))
    if (!someForEach(facts, trusted)) {
      return fail(`Built by ${few(named(own))}; the policy names ${few(builders)}.`)
    }
    const whole = trusted.filter(({ provenance: said }) => said?.mode === 'max')
    if (params.mode === 'max' && !someForEach(facts, whole)) {
      const isSilent = trusted.some(({ provenance: said }) => said?.mode === null)
      return isSilent
        ? unknown('It does not tell how much it tells.')
        : fail('It leaves the build itself out.')
    }
    return pass(`Built by ${few(named(trusted))}.`)
  }),
}

export const sourceMatch: AttestationCheck = {
  id: 'ATT-004',
  name: 'source-match',
  title: 'Provenance and labels name the same source',
  explanation:
    'Labels are written by whoever builds. Provenance that names another source shows a lie or a slip.',
  remedy: 'Set org.opencontainers.image.source and revision from the build itself.',
  sources: ['EC slsa_source_correlated'],
  severity: 'medium',
  defaults: {},
  run: ({ facts, images }) => {
    if (facts === null) return unknown('The registry was not asked yet.')
    const said = facts.attachments.flatMap((one) =>
      isAboutItsSubject(one) ? (one.provenance?.sources ?? []) : [],
    )
    if (said.length === 0) return unknown('No provenance names a source.')
    if (images === null) return unknown('The index could not be read whole.')
    if (images.length === 0) return notApplicable('This is not an image that runs.')
    const labels = images.map(({ config }) => ({
      source: config?.labels['org.opencontainers.image.source'] ?? '',
      revision: config?.labels['org.opencontainers.image.revision'] ?? '',
    }))
    if (labels.some(({ source }) => source === '')) return unknown('The labels name no source.')
    const strange = labels.filter(
      ({ source, revision }) =>
        !said.some((one) => isSameSource(one.uri, source) && isSameRevision(one.revision, revision)),
    )
    if (strange.length === 0)
      return pass(`Both name ${few([...new Set(labels.map(({ source }) => source))])}.`)
    const [first] = strange
    return fail(
      `The labels name ${first?.source} ${first?.revision}, provenance ${few(said.map(({ uri }) => uri))}.`,
    )
  },
}

export const vex: AttestationCheck = {
  id: 'ATT-005',
  name: 'vex',
  title: 'Has a statement on exploitability attached',
  explanation: 'It says which known vulnerabilities do not matter here, and why, where scanners find it.',
  remedy: 'Attach an OpenVEX document to the digest.',
  sources: ['OpenVEX'],
  severity: 'low',
  defaults: {},
  run: ofAttached('vex', (attached) => unlessUnreadable(attached, `${attached.length} attached.`)),
}

function unreadOrForeign(attached: readonly Attachment[]): CheckResult {
  const [problem] = attached.flatMap((one) => one.problem ?? [])
  return problem === undefined ? fail('What is attached speaks of another digest.') : unknown(problem)
}

function isAllowed(builder: string | null, builders: readonly string[]): boolean {
  return builders.length === 0 || (builder !== null && builders.includes(builder))
}

function named(attached: readonly Attachment[]): readonly string[] {
  return [...new Set(attached.map((one) => one.provenance?.builder ?? 'somebody not named'))]
}

/** An abbreviated revision is the one it begins; a side that names none does not disagree. */
function isSameRevision(one: string | null, other: string): boolean {
  if (one === null || other === '') return true
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length >= 7 && long.toLowerCase().startsWith(short.toLowerCase())
}
