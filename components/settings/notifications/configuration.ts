export interface ConfigurationParts {
  readonly url: string
  /** Null stands for one that is not shown any more. */
  readonly secret: string | null
}

const PLACEHOLDER = '<the secret>'

/**
 * The part of a registry's own configuration that makes it tell of its changes. Blobs are left out by their media
 * type: they are most of what happens and say nothing of tags.
 */
export function registryConfiguration({ url, secret }: ConfigurationParts): string {
  return `notifications:
  endpoints:
    - name: assay
      url: ${url}
      headers:
        Authorization: [Bearer ${secret ?? PLACEHOLDER}]
      timeout: 2s
      threshold: 3
      backoff: 5s
      ignore:
        mediatypes:
          - application/octet-stream
`
}

/** What each line of it is for. */
export const CONFIGURATION_NOTES: readonly (readonly [name: string, meaning: string])[] = [
  [
    'timeout',
    'How long the registry waits for an answer before it sends the event again. Assay answers at once.',
  ],
  ['threshold', 'After so many failures in a row the registry pauses…'],
  ['backoff', '…for so long, and then tries again, for ever. Events wait in its memory meanwhile.'],
  [
    'ignore.mediatypes',
    'Leaves out layers and configs, which are most of what happens. In distribution 2.8 ignore.actions works only beside it; without pull events Assay does not know of pulls.',
  ],
]
