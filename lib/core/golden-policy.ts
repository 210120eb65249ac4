import { z } from 'zod'

export const REQUIREMENTS_MAX = 100
export const DAYS_MAX = 3650

const text = z.string().trim().min(1, 'Say something here.').max(200)
const days = z.number().int('Whole days.').min(0, 'Not less than 0 days.').max(DAYS_MAX)
const someDays = days.min(1, 'At least one day.')
const param = z.union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(2000)).max(100)])

/** One thing a policy asks of a digest. */
export const policyRequirement = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'Lower-case letters, digits and inner hyphens.')
    .meta({ description: 'Of the requirement within its policy.' }),
  kind: z.enum(['check', 'evidence', 'manual']),
  ref: text.meta({ description: 'Id of the catalogue, such as IMG-001; of a manual item its own text.' }),
  params: z.record(z.string().max(64), param).default({}),
  level: z.enum(['block', 'warn']).meta({ description: 'block keeps a version from becoming golden.' }),
  maxAgeDays: someDays.nullable().default(null).meta({ description: 'Evidence older than this is stale.' }),
  isWaivable: z.boolean().default(true),
})

/** What a policy asks for, as it is written and published. */
export const policyDocument = z
  .strictObject({
    requirements: z
      .array(policyRequirement)
      .max(REQUIREMENTS_MAX)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'Two requirements have one id.'),
    approvalsMin: z.number().int().min(0).max(10).meta({ description: 'Approvals by distinct people.' }),
    approverGroups: z.array(text).max(20).default([]).meta({
      description: 'Groups of which an approver has to be in one; none for anybody who may approve.',
    }),
    validityDays: someDays.nullable().meta({ description: 'Days a version is golden; null for no end.' }),
    graceDays: days.meta({ description: 'Days to move off a superseded version.' }),
    waiverDaysMax: days.max(365).meta({ description: 'The longest a waiver may hold; 0 for no waivers.' }),
    platforms: z.array(z.string().min(1).max(100)).max(20).default([]).meta({
      description: 'What an index has to run on, such as linux/arm64.',
    }),
  })
  .meta({ id: 'GoldenPolicyDocument' })

export type PolicyDocumentInput = z.input<typeof policyDocument>
