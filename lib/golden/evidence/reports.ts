import { z } from 'zod'
import { parseTimestamp } from '@/lib/oci/config'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { displayText } from '@/lib/oci/display'
import type { EvidenceSummary } from '../rules/evidence/summary'

const RESULTS_MAX = 100_000

/** Static Analysis Results Interchange Format 2.1.0. A result without a level is a warning, by the standard. */
export const sarifReport = z
  .object({
    version: z.literal('2.1.0'),
    runs: z
      .array(
        z.object({
          tool: z.object({ driver: z.object({ name: z.string(), version: z.string().optional() }) }),
          invocations: z.array(z.object({ endTimeUtc: z.unknown().optional() })).optional(),
          results: z
            .array(z.object({ level: z.enum(['none', 'note', 'warning', 'error']).default('warning') }))
            .max(RESULTS_MAX)
            .nullish(),
        }),
      )
      .min(1),
  })
  .transform(({ runs }): EvidenceSummary => {
    const levels = runs.flatMap((run) => (run.results ?? []).map(({ level }) => level))
    const count = (wanted: string) => levels.filter((level) => level === wanted).length
    const names = runs.map(({ tool }) => `${tool.driver.name} ${tool.driver.version ?? ''}`.trim())
    const ends = runs
      .flatMap((run) => run.invocations ?? [])
      .map(({ endTimeUtc }) => parseTimestamp(endTimeUtc))
    return {
      format: 'sarif',
      tool: displayText([...new Set(names)].join(', ').slice(0, 200)),
      madeAt: ends.find((at) => at !== null) ?? null,
      subjects: [],
      facts: { kind: 'lint', errors: count('error'), warnings: count('warning'), notes: count('note') },
    }
  })

const hashes = z.array(z.object({ alg: z.string(), content: z.string() })).nullish()

/** CycloneDX in JSON. */
export const cycloneDx = z
  .object({
    bomFormat: z.literal('CycloneDX'),
    specVersion: z.string(),
    metadata: z
      .object({
        timestamp: z.unknown().optional(),
        component: z.object({ version: z.string().nullish(), hashes, purl: z.string().nullish() }).nullish(),
      })
      .nullish(),
    components: z.array(z.unknown()).max(RESULTS_MAX).nullish(),
  })
  .transform(({ specVersion, metadata, components }): EvidenceSummary => {
    const subject = metadata?.component
    const hashed = (subject?.hashes ?? []).flatMap(({ alg, content }) =>
      alg === 'SHA-256' ? [`sha256:${content.toLowerCase()}`] : [],
    )
    return {
      format: 'cyclonedx',
      tool: displayText(`CycloneDX ${specVersion}`),
      madeAt: parseTimestamp(metadata?.timestamp),
      subjects: digestsAmong([subject?.version ?? '', ...hashed, ...digestsIn(subject?.purl ?? '')]),
      facts: { kind: 'sbom', components: components?.length ?? 0 },
    }
  })

/** SPDX 2.x in JSON. */
export const spdx = z
  .object({
    spdxVersion: z.string().regex(/^SPDX-2\.\d$/),
    name: z.string().default(''),
    creationInfo: z.object({ created: z.unknown().optional(), creators: z.array(z.string()).default([]) }),
    packages: z
      .array(
        z.object({
          versionInfo: z.string().nullish(),
          externalRefs: z.array(z.object({ referenceLocator: z.string() })).nullish(),
        }),
      )
      .max(RESULTS_MAX)
      .default([]),
  })
  .transform(({ spdxVersion, creationInfo, packages, name }): EvidenceSummary => {
    const [root] = packages
    const locators = (root?.externalRefs ?? []).map(({ referenceLocator }) => referenceLocator)
    return {
      format: 'spdx',
      tool: displayText(
        creationInfo.creators.find((one) => one.startsWith('Tool: '))?.slice(6) ?? spdxVersion,
      ),
      madeAt: parseTimestamp(creationInfo.created),
      subjects: digestsAmong([root?.versionInfo ?? '', ...locators.flatMap(digestsIn), ...digestsIn(name)]),
      facts: { kind: 'sbom', components: packages.length },
    }
  })

const SUPPRESSING: ReadonlySet<string> = new Set(['not_affected', 'fixed'])

/** OpenVEX 0.2. */
export const openVex = z
  .object({
    '@context': z.string().regex(/^https:\/\/openvex\.dev\/ns/),
    author: z.string().default(''),
    timestamp: z.unknown().optional(),
    statements: z
      .array(
        z.object({
          vulnerability: z.union([z.object({ name: z.string() }).transform(({ name }) => name), z.string()]),
          status: z.enum(['not_affected', 'affected', 'fixed', 'under_investigation']),
          products: z
            .array(z.union([z.object({ '@id': z.string() }).transform((one) => one['@id']), z.string()]))
            .default([]),
        }),
      )
      .max(RESULTS_MAX),
  })
  .transform(({ author, timestamp, statements }): EvidenceSummary => {
    const suppressed = statements.filter(({ status }) => SUPPRESSING.has(status))
    return {
      format: 'openvex',
      tool: author === '' ? null : displayText(author),
      madeAt: parseTimestamp(timestamp),
      subjects: digestsAmong(statements.flatMap(({ products }) => products.flatMap(digestsIn))),
      facts: {
        kind: 'vex',
        statements: statements.length,
        suppressed: suppressed.map(({ vulnerability }) => displayText(vulnerability)),
      },
    }
  })

/** Digests inside a package URL or reference, percent-encoded or not. */
function digestsIn(text: string): readonly string[] {
  return text.replaceAll(/%3[aA]/g, ':').match(/sha256:[0-9a-f]{64}/g) ?? []
}

function digestsAmong(texts: readonly string[]): readonly Digest[] {
  return [...new Set(texts.filter(isDigest))]
}
