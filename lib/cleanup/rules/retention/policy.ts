/** Which moment of a tag counts. */
export type AgeBy = 'pushed' | 'created' | 'pulled'

export type NewestBy = 'pushed' | 'created' | 'version'

/** What a rule asks of a tag. Everything said has to hold; what is not said is not asked. */
export interface Criteria {
  /** Any of these globs of the tag's name; `*` within a word, `?` one character. */
  readonly tags?: readonly string[] | undefined
  /** RE2 syntax, the whole name. */
  readonly tagPattern?: string | undefined
  /** A range of versions as npm writes it, such as `>=1.0.0 <2.0.0`; a name that is no version is outside. */
  readonly versionRange?: string | undefined
  /** Older than so many days by one moment. What is not known is never old. */
  readonly olderThan?: { readonly by: AgeBy; readonly days: number } | undefined
  /** Younger than so many days by one moment. */
  readonly youngerThan?: { readonly by: AgeBy; readonly days: number } | undefined
  /**
   * The newest so many of what the rest of the criteria select, in each repository, or in each group of names that
   * the first group of a pattern takes together. In a `delete` rule: all but these.
   */
  readonly newest?:
    | { readonly count: number; readonly by: NewestBy; readonly groupPattern?: string | undefined }
    | undefined
  /** Whether a digest is golden in any line. */
  readonly isGolden?: boolean | undefined
  /** Whether it is built on an image that is golden in any line. */
  readonly isOnGolden?: boolean | undefined
  /** Labels of the config by name; a glob for the value. */
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** Runs on any of these platforms. */
  readonly platforms?: readonly string[] | undefined
}

export interface RetentionRule {
  /** For people; unique within its policy. */
  readonly name: string
  /** `keep` always wins over `delete`, in whatever order they stand. */
  readonly verb: 'keep' | 'delete'
  /** Globs of repository names; `**` spans namespaces. None is every repository of the policy. */
  readonly repositories: readonly string[]
  readonly match: Criteria
}

/** Which tags go and which stay. What no rule speaks of stays. */
export interface RetentionPolicy {
  readonly rules: readonly RetentionRule[]
  /** Besides tags: manifests that nothing has named or needed for so many days; null leaves them. */
  readonly untaggedOlderThanDays: number | null
  /** A run that would take a larger share of the tags, in percent, is stopped before it does anything. */
  readonly maxPercent: number
}
