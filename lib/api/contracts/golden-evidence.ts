import { z } from 'zod'
import { EVIDENCE_BYTES_MAX, EVIDENCE_TYPES } from '@/lib/core/evidence-types'
import { endpoint } from './endpoint'
import {
  allowed,
  digestParam,
  epochMs,
  registryName,
  repositoryNameField,
  repositorySlugParam,
} from './fields'
import { evidenceShape, findingShape, goldenMarkShape } from './golden-shapes'

/** A document of 8 MiB, with every character of it escaped once. */
const BODY_BYTES_MAX = 2 * EVIDENCE_BYTES_MAX

export const addEvidence = endpoint({
  method: 'POST',
  path: '/api/v1/evidence',
  summary: 'Add a fact about a digest: a report of CI, or what somebody checked by hand',
  tag: 'Golden',
  access: 'actor',
  body: z.strictObject({
    subject: z.strictObject({
      registry: registryName,
      repository: repositoryNameField,
      /** Never a tag. */
      digest: digestParam,
    }),
    type: z.enum(EVIDENCE_TYPES),
    /** The document as text: JUnit XML, or the JSON of the tool. */
    payload: z.string().min(1).max(EVIDENCE_BYTES_MAX),
    /** When it was observed; what the document says when absent, else now. */
    observedAt: epochMs.optional(),
    validUntil: epochMs.optional(),
    note: z.string().trim().max(1000).optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .optional(),
  }),
  bodyBytesMax: BODY_BYTES_MAX,
  status: 201,
  output: evidenceShape.extend({
    /** It was there already, byte by byte; nothing changed. */
    isKnown: z.boolean(),
  }),
  problems: [
    'forbidden',
    'invalid-evidence',
    'unknown-digest',
    'invalid-digest',
    'invalid-repository',
    'body-too-large',
  ],
})

export const listEvidence = endpoint({
  method: 'GET',
  path: '/api/v1/evidence',
  summary: 'List what is known of a digest, the newest first',
  tag: 'Golden',
  access: 'actor',
  query: z.object({ registry: registryName, repository: repositoryNameField, digest: digestParam }),
  status: 200,
  output: z.object({ items: z.array(evidenceShape), can: z.object({ add: allowed }) }),
  problems: ['invalid-repository', 'invalid-digest'],
})

export const getEvidencePayload = endpoint({
  method: 'GET',
  path: '/api/v1/evidence/{evidence}/payload',
  summary: 'Save a piece of evidence as it was sent',
  tag: 'Golden',
  access: 'actor',
  params: z.object({
    evidence: z.string().regex(/^evi_[a-z0-9]{20,40}$/, 'This is not the id of a piece of evidence.'),
  }),
  status: 200,
  produces: 'application/octet-stream',
  problems: [],
})

export const getChecks = endpoint({
  method: 'GET',
  path: '/api/v1/registries/{registry}/repositories/{repository}/manifests/{digest}/checks',
  summary: 'Run every automatic check on one image, golden or not',
  tag: 'Golden',
  access: 'actor',
  params: z.object({ registry: registryName, repository: repositorySlugParam, digest: digestParam }),
  status: 200,
  output: z.object({
    items: z.array(findingShape),
    evidence: z.array(evidenceShape),
    marks: z.array(goldenMarkShape),
    can: z.object({ addEvidence: allowed, nominate: allowed }),
  }),
  problems: ['invalid-repository', 'invalid-digest'],
})
