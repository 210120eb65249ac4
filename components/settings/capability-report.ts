import { formatDuration } from '@/components/ui/format-time'
import type { Tone } from '@/components/ui/tone'
import type { Capabilities } from './queries'

type CapabilityName = {
  [K in keyof Capabilities]: Capabilities[K] extends 'yes' | 'no' | 'unknown' | 'refused' ? K : never
}[keyof Capabilities]

export interface CapabilityLine {
  readonly name: string
  readonly state: 'yes' | 'no' | 'unknown'
  /** `warn` where something is missing that a reader will notice. */
  readonly tone: Tone
  readonly meaning: string
  /** The setting of the registry that would change it. */
  readonly setting?: string
}

interface Explanation {
  readonly name: string
  readonly yes: string
  readonly no: string
  /** Where it is not only missing, but none of what would stand in for it is taken either. */
  readonly refused?: string
  /** Whether a `no` takes something away from people. */
  readonly isMissed: boolean
  readonly setting?: string
}

const EXPLANATIONS: Readonly<Record<CapabilityName, Explanation>> = {
  catalog: {
    name: 'Lists its repositories',
    yes: 'Repositories are found by themselves, new ones too.',
    no: 'This registry does not tell which repositories it has. Name them under Repositories below.',
    isMissed: true,
  },
  conditionalGet: {
    name: 'Answers “not modified”',
    yes: 'A tag that did not move costs no download and counts as no pull.',
    no: 'Each comparison downloads the manifest of each tag again; syncing takes longer.',
    isMissed: false,
  },
  tagPaging: {
    name: 'Lists tags in pages',
    yes: 'Long tag lists come in parts.',
    no: 'Tag lists come in one answer, however long. Nothing is missing.',
    isMissed: false,
  },
  referrersApi: {
    name: 'Referrers API',
    yes: 'Signatures, SBOMs and attestations are found through the registry.',
    no: 'Signatures, SBOMs and attestations are looked for under the fallback tag of the OCI specification.',
    isMissed: false,
  },
  deleteEnabled: {
    name: 'Deletes enabled',
    yes: 'The registry accepts deletes from an account that may delete.',
    no: 'The registry refuses every delete. Browsing is not affected. Its operator can allow them:',
    isMissed: true,
    setting: 'REGISTRY_STORAGE_DELETE_ENABLED=true',
  },
  deleteByTag: {
    name: 'Deletes one tag alone',
    yes: 'A tag can be removed while its manifest and its other tags stay.',
    no: 'A delete takes the manifest, and with it every tag that points to it.',
    refused:
      'Tags are deleted in its own console or by its own API, not from here. Browsing is not affected.',
    isMissed: false,
  },
  mount: {
    name: 'Mounts blobs',
    yes: 'A layer can be reused in another repository without sending it again.',
    no: 'A layer has to be sent again for each repository.',
    isMissed: false,
  },
}

const ORDER: readonly CapabilityName[] = [
  'catalog',
  'conditionalGet',
  'tagPaging',
  'referrersApi',
  'deleteEnabled',
  'deleteByTag',
  'mount',
]

/** What a registry supports and what each answer means for who uses it. */
export function explainCapabilities(capabilities: Capabilities): readonly CapabilityLine[] {
  return ORDER.map((name) => {
    const said = capabilities[name]
    const explanation = EXPLANATIONS[name]
    const state = said === 'refused' ? 'no' : said
    const refused = said === 'refused' ? explanation.refused : undefined
    return {
      name: explanation.name,
      state,
      tone: toneOf(state, explanation.isMissed || refused !== undefined),
      meaning: refused ?? meaningOf(state, explanation),
      ...(state === 'no' && explanation.setting && { setting: explanation.setting }),
    }
  })
}

/** Registries forgive tokens a minute; half of it is time to say so. */
const CLOCK_SKEW_TOLD_MS = 30_000

/** How a registry's clock stands to ours. Far apart, tokens are refused and times of pushes are wrong. */
export function explainClock(skewMs: number | null): { readonly text: string; readonly isTold: boolean } {
  if (skewMs === null) return { text: 'does not say the time', isTold: false }
  const isTold = Math.abs(skewMs) >= CLOCK_SKEW_TOLD_MS
  if (!isTold) return { text: 'agrees with Assay', isTold }
  const away = skewMs > 0 ? 'ahead of' : 'behind'
  return {
    text: `${formatDuration(Math.abs(skewMs))} ${away} Assay: sign-in with tokens fails and times of pushes are off. Set both by NTP.`,
    isTold,
  }
}

export const AUTHENTICATION_TEXT: Readonly<Record<Capabilities['authentication'], string>> = {
  anonymous: 'None asked for',
  basic: 'User name and password (Basic)',
  bearer: 'Tokens from a token service (Bearer)',
}

function toneOf(state: CapabilityLine['state'], isMissed: boolean): Tone {
  if (state === 'yes') return 'ok'
  return state === 'no' && isMissed ? 'warn' : 'neutral'
}

function meaningOf(state: CapabilityLine['state'], explanation: Explanation): string {
  if (state === 'unknown') return 'The probe could not tell, so it is left open.'
  return explanation[state]
}
