import { buildArtifact, buildChart } from '../artifact'
import { jsonContent, type Manifest } from '../content'
import { sourceTree } from '../files'
import { buildFallbackIndex, type Referrer } from '../image-index'
import { buildLayer } from '../layer'
import { SIGNATURE, SPDX } from '../media-types'
import type { Random } from '../random'
import { VENDOR } from './bases'
import { type Push, type Release, type RepositoryPlan, tagged } from './release'
import { STORY_END } from './schedule'

/** What a registry holds that is not an image. */
export function buildArtifacts(random: Random): Promise<RepositoryPlan[]> {
  return Promise.all([charts(random.fork('charts')), policyBundles(random.fork('bundles'))])
}

async function charts(random: Random): Promise<RepositoryPlan> {
  const pushes = ['0.9.0', '1.0.0', '1.1.0', '1.2.0'].map(async (version) => {
    const files = sourceTree(random.fork(version), {
      folder: 'web-service/templates',
      extension: 'yaml',
      count: 6,
      bytesEach: 1500,
    })
    const chart = buildChart({
      name: 'web-service',
      version,
      archive: await buildLayer(files),
      annotations: {
        'org.opencontainers.image.title': 'web-service',
        'org.opencontainers.image.vendor': VENDOR,
      },
    })
    return tagged(chart, version)
  })
  return { name: 'platform/charts/web-service', pushes: (await Promise.all(pushes)).flat() }
}

const BUNDLE = 'application/vnd.fernhill.policy-bundle.v1'

async function policyBundles(random: Random): Promise<RepositoryPlan> {
  const pushes = ['2026.3', '2026.4'].map(async (version) => {
    const archive = await buildLayer(
      sourceTree(random.fork(version), { folder: 'policies', extension: 'rego', count: 7, bytesEach: 1800 }),
    )
    const bundle = buildArtifact({
      artifactType: `${BUNDLE}+json`,
      layers: [{ mediaType: `${BUNDLE}.tar+gzip`, digest: archive.digest, size: archive.size }],
      contents: [archive],
      annotations: { 'org.opencontainers.image.created': '2026-10-01T00:00:00Z' },
    })
    return tagged(bundle, version)
  })
  return { name: 'platform/policy-bundle', pushes: (await Promise.all(pushes)).flat() }
}

/** A signature and an SBOM about a release, reachable by the fallback tag of its digest. */
export function signaturePushes(release: Release): Push[] {
  const referrers = [
    referrer(release.manifest, SIGNATURE, {
      mediaType: SIGNATURE,
      messageSignature: { signature: 'ZGVtbw==' },
    }),
    referrer(release.manifest, SPDX, { spdxVersion: 'SPDX-2.3', name: release.version, packages: [] }),
  ]
  return tagged(buildFallbackIndex(referrers), release.manifest.digest.replace(':', '-'))
}

function referrer(subject: Manifest, artifactType: string, document: object): Referrer {
  const content = jsonContent(document)
  return {
    artifactType,
    manifest: buildArtifact({
      artifactType,
      layers: [{ mediaType: artifactType, digest: content.digest, size: content.size }],
      contents: [content],
      subject,
      annotations: { 'org.opencontainers.image.created': STORY_END.toISOString() },
    }),
  }
}
