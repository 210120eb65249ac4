import { z } from 'zod'

export const RULES_MAX = 50
export const PATTERN_LENGTH_MAX = 500
export const DAYS_MAX = 36_500

const text = z.string().min(1, 'Say something here.').max(PATTERN_LENGTH_MAX)
const days = z.number().int('Whole days.').min(0, 'Not less than 0 days.').max(DAYS_MAX)
const age = z.strictObject({
  by: z.enum(['pushed', 'created', 'pulled']).meta({ description: 'Which moment of the tag counts.' }),
  days,
})

const criteria = z
  .strictObject({
    tags: z
      .array(text)
      .min(1)
      .max(50)
      .optional()
      .meta({ description: 'Any of these globs of the tag: * within a word, ? one character.' }),
    tagPattern: text.optional().meta({ description: 'RE2 syntax, the whole tag.' }),
    versionRange: text.optional().meta({
      description: 'A range as npm writes it, such as >=1.0.0 <2.0.0; a tag that is no version is outside.',
    }),
    olderThan: age.optional().meta({ description: 'An unknown moment is never old.' }),
    youngerThan: age.optional(),
    newest: z
      .strictObject({
        count: z.number().int().min(1, 'At least 1.').max(100_000),
        by: z.enum(['pushed', 'created', 'version']),
        groupPattern: text.optional().meta({
          description: 'RE2; its first group puts tags together, and each group keeps its own newest.',
        }),
      })
      .optional()
      .meta({
        description: 'To keep: the newest so many of each repository or group. To delete: all but those.',
      }),
    isGolden: z.boolean().optional(),
    isOnGolden: z.boolean().optional().meta({ description: 'Unknown lineage keeps.' }),
    labels: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .optional()
      .meta({ description: 'Labels of the image by name; a glob for the value.' }),
    platforms: z.array(z.string().min(1).max(100)).min(1).max(20).optional().meta({
      description: 'Runs on any of these, such as linux/arm64.',
    }),
  })
  .meta({ description: 'Everything said has to hold; what is not said is not asked.' })

const rule = z.strictObject({
  name: z.string().trim().min(1, 'A rule needs a name.').max(100),
  verb: z.enum(['keep', 'delete']).meta({ description: 'keep always wins over delete.' }),
  repositories: z
    .array(text)
    .max(50)
    .default([])
    .meta({ description: 'Globs of full repository names; ** spans namespaces. None is every repository.' }),
  match: criteria.default({}),
})

/** A retention policy as people write it: the one shape of the form, the YAML, the API and the index of rules. */
export const retentionDocument = z
  .strictObject({
    rules: z.array(rule).max(RULES_MAX, `At most ${RULES_MAX} rules.`),
    untaggedOlderThanDays: days.nullable().default(null).meta({
      description:
        'Besides tags: manifests that nothing has named or needed for so many days; null leaves them.',
    }),
    maxPercent: z.number().min(0).max(100).default(20).meta({
      description: 'A run that would take a larger share of the tags is stopped before it does anything.',
    }),
  })
  .meta({ id: 'RetentionDocument', title: 'Assay retention policy' })

export type RetentionDocument = z.output<typeof retentionDocument>
export type RetentionRuleDocument = RetentionDocument['rules'][number]
