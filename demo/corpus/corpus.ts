import { type KnownImage, knownImage } from './known'
import { seededRandom } from './random'
import { type BuiltApplication, buildApplication } from './story/application-repository'
import { APPLICATIONS } from './story/applications'
import { buildArtifacts, signaturePushes } from './story/artifacts'
import { type Bases, buildBases } from './story/bases'
import { buildOddImages } from './story/odd-images'
import { buildOddIndexes } from './story/odd-indexes'
import { type Release, type RepositoryPlan, releasePushes } from './story/release'

export type { Push, RepositoryPlan } from './story/release'

export interface Corpus {
  readonly seed: string
  readonly repositories: readonly RepositoryPlan[]
  /** An image with all that must be shown of it. */
  readonly known: KnownImage
}

export const DEMO_SEED = 'fernhill'

/** The same seed gives the same tars, configs and names; the same zlib gives the same digests. */
export async function buildCorpus({ seed = DEMO_SEED }: { readonly seed?: string } = {}): Promise<Corpus> {
  const random = seededRandom(seed)
  const bases = await buildBases(random)
  const applications = await Promise.all(
    APPLICATIONS.map((application) => buildApplication(application, bases, random)),
  )
  const plans = [
    ...basePlans(bases),
    ...applications.map(withSignature),
    ...(await buildOddImages(random.fork('odd images'), bases)),
    ...(await buildOddIndexes(random.fork('odd indexes'))),
    ...(await buildArtifacts(random.fork('artifacts'))),
  ]
  const repositories = plans.sort((a, b) => (a.name < b.name ? -1 : 1))
  return { seed, repositories, known: knownImage(repositories, applications) }
}

function basePlans(bases: Bases): RepositoryPlan[] {
  const plan = (name: string, releases: readonly Release[]) => ({
    name,
    pushes: [...releasePushes(releases), ...releases.slice(-1).flatMap(signaturePushes)],
  })
  return [
    plan('platform/base', bases.base),
    plan('platform/base-minimal', bases.minimal),
    plan('platform/runtime/node', bases.node),
    plan('platform/runtime/python', bases.python),
    plan('platform/runtime/jre', bases.jre),
    plan('platform/runtime/nginx', bases.nginx),
  ]
}

const SIGNED: ReadonlySet<string> = new Set(['payments/web', 'identity/login'])

function withSignature({ plan, releases }: BuiltApplication): RepositoryPlan {
  if (!SIGNED.has(plan.name)) return plan
  return { ...plan, pushes: [...plan.pushes, ...releases.slice(-2).flatMap(signaturePushes)] }
}
