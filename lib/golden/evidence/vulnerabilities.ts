import { z } from 'zod'
import { parseTimestamp } from '@/lib/oci/config'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { displayText } from '@/lib/oci/display'
import type { EvidenceSummary, Vulnerability, VulnerabilitySeverity } from '../rules/evidence/summary'

const SEVERITIES: ReadonlySet<string> = new Set(['critical', 'high', 'medium', 'low', 'negligible'])

const severity = z
  .string()
  .nullish()
  .transform((text): VulnerabilitySeverity => {
    const lower = text?.toLowerCase() ?? ''
    return isSeverity(lower) ? lower : 'unknown'
  })

function isSeverity(text: string): text is VulnerabilitySeverity {
  return SEVERITIES.has(text)
}

/** A report of Trivy in JSON, schema version 2. */
export const trivyReport = z
  .object({
    SchemaVersion: z.literal(2),
    CreatedAt: z.unknown().optional(),
    Trivy: z.object({ Version: z.string() }).optional(),
    Metadata: z.object({ RepoDigests: z.array(z.string()).nullish() }).nullish(),
    Results: z
      .array(
        z.object({
          Vulnerabilities: z
            .array(
              z.object({
                VulnerabilityID: z.string(),
                PkgName: z.string().default(''),
                FixedVersion: z.string().nullish(),
                Severity: severity,
              }),
            )
            .nullish(),
        }),
      )
      .nullish(),
  })
  .transform((report): EvidenceSummary => {
    const found = (report.Results ?? []).flatMap((result) => result.Vulnerabilities ?? [])
    return {
      format: 'trivy',
      tool: displayText(`Trivy ${report.Trivy?.Version ?? ''}`.trim()),
      madeAt: parseTimestamp(report.CreatedAt),
      subjects: (report.Metadata?.RepoDigests ?? []).flatMap(digestAfterAt),
      facts: {
        kind: 'vulnerabilities',
        dataAt: null,
        found: found.map(
          (one): Vulnerability => ({
            id: displayText(one.VulnerabilityID),
            severity: one.Severity,
            isFixable: (one.FixedVersion ?? '') !== '',
            component: displayText(one.PkgName),
          }),
        ),
      },
    }
  })

const FIX_STATES: Readonly<Record<string, boolean>> = { fixed: true, 'not-fixed': false, 'wont-fix': false }

/** A report of Grype in JSON. */
export const grypeReport = z
  .object({
    descriptor: z.object({
      name: z.literal('grype'),
      version: z.string().default(''),
      timestamp: z.unknown().optional(),
      db: z.unknown().optional(),
    }),
    source: z
      .object({
        target: z
          .union([
            z.object({ repoDigests: z.array(z.string()).nullish(), manifestDigest: z.string().nullish() }),
            z.string(),
          ])
          .nullish(),
      })
      .nullish(),
    matches: z.array(
      z.object({
        vulnerability: z.object({
          id: z.string(),
          severity,
          fix: z.object({ state: z.string().nullish() }).nullish(),
        }),
        artifact: z.object({ name: z.string().default('') }),
      }),
    ),
  })
  .transform(({ descriptor, source, matches }): EvidenceSummary => {
    const target = typeof source?.target === 'object' ? source.target : null
    const named = (target?.repoDigests ?? []).flatMap(digestAfterAt)
    const manifest = target?.manifestDigest ?? ''
    return {
      format: 'grype',
      tool: displayText(`Grype ${descriptor.version}`.trim()),
      madeAt: parseTimestamp(descriptor.timestamp),
      subjects: isDigest(manifest) ? [...named, manifest] : named,
      facts: {
        kind: 'vulnerabilities',
        dataAt: databaseBuiltAt(descriptor.db),
        found: matches.map(
          ({ vulnerability, artifact }): Vulnerability => ({
            id: displayText(vulnerability.id),
            severity: vulnerability.severity,
            isFixable: FIX_STATES[vulnerability.fix?.state ?? ''] ?? null,
            component: displayText(artifact.name),
          }),
        ),
      },
    }
  })

/** In the report itself since 0.8x, below `status` before. */
const database = z.union([
  z.object({ built: z.string() }).transform(({ built }) => built),
  z.object({ status: z.object({ built: z.string() }) }).transform(({ status }) => status.built),
])

function databaseBuiltAt(value: unknown): number | null {
  const built = database.safeParse(value)
  return built.success ? parseTimestamp(built.data) : null
}

/** The digest of `repository@digest`. */
function digestAfterAt(reference: string): readonly Digest[] {
  const digest = reference.slice(reference.lastIndexOf('@') + 1)
  return isDigest(digest) ? [digest] : []
}
