import semver from 'semver'
import { type Check, fail, few, listOf, ofEveryConfig, pass, type SubjectFacts, unknown } from './check'

const PREFIX = 'org.opencontainers.image.'
const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/
const GIT_COMMIT = /^[0-9a-f]{7,64}$/
const SPDX = /^[A-Za-z0-9.+() -]{1,200}$/

/** What a value has to look like; a name that is not here only has to be there. */
const FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  source: isUrl,
  url: isUrl,
  documentation: isUrl,
  created: (value) => RFC3339.test(value),
  revision: (value) => GIT_COMMIT.test(value),
  version: (value) => semver.valid(value) !== null || /^[\w.+-]{1,128}$/.test(value),
  licenses: (value) => SPDX.test(value),
}

const REQUIRED: readonly string[] = [
  'source',
  'revision',
  'version',
  'created',
  'licenses',
  'vendor',
  'title',
]

export const labelsRequired: Check = {
  id: 'IMG-012',
  name: 'labels-required',
  title: 'Says where it comes from',
  explanation:
    'Source, revision and version in standard labels lead from an image to the code it was built of.',
  remedy: 'Set the org.opencontainers.image labels in the build.',
  sources: ['DL3049', 'DL3050', 'DL3052', 'DL3053', 'DL3054', 'DL3055', 'DL3056', 'OCI annotations'],
  severity: 'medium',
  defaults: { labels: REQUIRED },
  run: (subject, params) => {
    const names = listOf(params, 'labels')
    return ofEveryConfig(({ labels }) => {
      const said = (name: string) =>
        labels[`${PREFIX}${name}`] ?? subject.annotations[`${PREFIX}${name}`] ?? ''
      const missing = names.filter((name) => said(name).trim() === '')
      const malformed = names.filter((name) => said(name) !== '' && FORMATS[name]?.(said(name)) === false)
      if (missing.length > 0) return fail(`Missing: ${few(missing)}.`)
      return malformed.length > 0
        ? fail(`Not readable: ${few(malformed)}.`)
        : pass(`All ${names.length} are there.`)
    })(subject, params)
  },
}

const OWN = ['revision', 'source', 'version', 'base.name', 'base.digest']

export const labelsInherited: Check = {
  id: 'IMG-013',
  name: 'labels-inherited',
  title: 'Speaks of itself and not of its base',
  explanation: 'Labels are inherited: one that was not set anew names the revision of the base.',
  remedy: 'Set source, revision and version in every build.',
  sources: ['EC labels.disallowed_inherited_labels'],
  severity: 'medium',
  defaults: {},
  run: (subject: SubjectFacts, params) => {
    const { baseLabels } = subject
    if (baseLabels === null) return unknown('The image it was built on is not known.')
    return ofEveryConfig(({ labels }) => {
      const same = OWN.filter((name) => {
        const own = labels[`${PREFIX}${name}`]
        return own !== undefined && own !== '' && own === baseLabels[`${PREFIX}${name}`]
      })
      return same.length > 0 ? fail(`Taken over from the base: ${few(same)}.`) : pass('None is taken over.')
    })(subject, params)
  },
}

export const noAutoExpiry: Check = {
  id: 'IMG-022',
  name: 'no-auto-expiry',
  title: 'Does not ask to be deleted by itself',
  explanation: 'A label that makes a registry delete the image takes a golden image away without a word.',
  remedy: 'Remove quay.expires-after from the build of what is released.',
  sources: ['EC quay_expiration.expires_label'],
  severity: 'high',
  defaults: {},
  run: ofEveryConfig(({ labels }) => {
    const expires = labels['quay.expires-after']
    return expires === undefined || expires === '' ? pass('It does not.') : fail(`It asks for ${expires}.`)
  }),
}

function isUrl(value: string): boolean {
  return /^(?:https?|git|ssh):\/\//.test(value) && URL.canParse(value)
}
