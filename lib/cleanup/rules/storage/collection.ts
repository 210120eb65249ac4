/** What is known of a registry's program, from its probe. */
export interface RegistryProgram {
  /** `unknown` before it was probed. */
  readonly deleteByTag: 'yes' | 'no' | 'refused' | 'unknown'
  /** What it says of itself. */
  readonly server: string | null
}

export interface CollectionStep {
  readonly title: string
  /** To copy; null for a step that is done by hand. */
  readonly command: string | null
}

export interface CollectionRecipe {
  readonly platform: 'compose' | 'systemd' | 'kubernetes'
  readonly steps: readonly CollectionStep[]
}

export interface Collection {
  readonly program: 'distribution-2' | 'distribution-3' | 'other' | 'unknown'
  readonly explanation: string
  /** What goes wrong, the worst first. */
  readonly dangers: readonly string[]
  readonly recipes: readonly CollectionRecipe[]
}

const OTHERS = /harbor|zot|gitlab|nexus|artifactory|quay|gitea|ghcr|ecr/i
const READ_ONLY = 'storage:\n  maintenance:\n    readonly:\n      enabled: true'

const ALWAYS: readonly string[] = [
  'Never collect while anything is pushed: a layer that was uploaded before its manifest is taken away, and the push succeeds all the same.',
  'Restart the registry afterwards. With the cache “inmemory” it goes on saying that it has layers that are gone, and new pushes build on them.',
]
const LOSES_CHILDREN =
  'Do not add --delete-untagged (-m) on distribution 2.x: it deletes the platforms of tagged multi-platform images with their layers, and signatures and other referrers. The index stays and cannot be pulled.'
const LOSES_REFERRERS =
  'With --delete-untagged (-m) untagged signatures, attestations and other referrers are deleted; the platforms of a tagged index stay.'

/** How the operator of a registry collects its garbage, and what that can destroy. */
export function collectionFor(registry: RegistryProgram): Collection {
  const program = programOf(registry)
  if (program === 'other') {
    return {
      program,
      explanation: `This registry (${registry.server}) collects garbage by itself or in its own settings; see its manual. The command of distribution does nothing for it.`,
      dangers: ['Check afterwards that everything tagged can still be pulled.'],
      recipes: [],
    }
  }
  const isThree = program === 'distribution-3'
  const config = isThree ? '/etc/distribution/config.yml' : '/etc/docker/registry/config.yml'
  return {
    program,
    explanation: EXPLANATIONS[program],
    dangers: isThree ? [...ALWAYS, LOSES_REFERRERS] : [LOSES_CHILDREN, ...ALWAYS],
    recipes: [compose(config), systemd(config), kubernetes(config)],
  }
}

const EXPLANATIONS = {
  'distribution-2':
    'This registry answers as distribution 2.x (registry:2): it cannot delete by tag. Remove dangling manifests here, then collect without further options.',
  'distribution-3':
    'This registry deletes by tag, as distribution 3 does. Remove dangling manifests here, then collect without further options.',
  unknown:
    'What this registry runs is not known yet. What follows holds for distribution 2.x (registry:2), the most careful case.',
} as const

function programOf({ deleteByTag, server }: RegistryProgram): Collection['program'] {
  if ((server !== null && OTHERS.test(server)) || deleteByTag === 'refused') return 'other'
  if (deleteByTag === 'no') return 'distribution-2'
  return deleteByTag === 'yes' ? 'distribution-3' : 'unknown'
}

const step = (title: string, command: string | null = null): CollectionStep => ({ title, command })
const beReadOnly = (where: string) => step(`Refuse pushes: add this to ${where}`, READ_ONLY)
const undo = 'Take the lines out again and restart, so that pushes are accepted and its cache is empty'

function compose(config: string): CollectionRecipe {
  const collect = (option: string) =>
    `docker compose exec registry registry garbage-collect ${option}${config}`
  return {
    platform: 'compose',
    steps: [
      beReadOnly('the registry’s config.yml'),
      step('Restart it', 'docker compose restart registry'),
      step('See what would go; nothing is deleted', collect('--dry-run ')),
      step('Collect', collect('')),
      step(undo, 'docker compose restart registry'),
    ],
  }
}

function systemd(config: string): CollectionRecipe {
  const path = config.replace('/etc/distribution', '/etc/docker/registry')
  const collect = (option: string) =>
    `sudo -u docker-registry docker-registry garbage-collect ${option}${path}`
  return {
    platform: 'systemd',
    steps: [
      beReadOnly(path),
      step('Restart it', 'sudo systemctl restart docker-registry'),
      step('See what would go; nothing is deleted', collect('--dry-run ')),
      step('Collect', collect('')),
      step(undo, 'sudo systemctl restart docker-registry'),
    ],
  }
}

function kubernetes(config: string): CollectionRecipe {
  const collect = (option: string) =>
    `kubectl exec deploy/registry -- registry garbage-collect ${option}${config}`
  const restart = 'kubectl rollout restart deploy/registry && kubectl rollout status deploy/registry'
  return {
    platform: 'kubernetes',
    steps: [
      beReadOnly('config.yml in the ConfigMap of the registry'),
      step('Restart every replica', restart),
      step('See what would go; nothing is deleted', collect('--dry-run ')),
      step('Collect, in one replica only', collect('')),
      step(undo, restart),
    ],
  }
}
