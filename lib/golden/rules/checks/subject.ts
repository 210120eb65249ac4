import type { ImageConfig } from '@/lib/oci/config'
import { isSchema1Type } from '@/lib/oci/media-type'
import { isSamePlatform } from '@/lib/oci/platform'
import {
  type Check,
  fail,
  few,
  listOf,
  notApplicable,
  numberOf,
  ofEveryConfig,
  ofEveryImage,
  pass,
  unknown,
} from './check'

const DAY_MS = 24 * 60 * 60 * 1000

export const notLatest: Check = {
  id: 'IMG-011',
  name: 'not-latest',
  title: 'Has a tag that says which version it is',
  explanation: 'latest means something else tomorrow; a version is found again.',
  remedy: 'Push a tag with the version besides.',
  sources: ['DKL-DI-0006', 'DL3007'],
  severity: 'medium',
  defaults: {},
  run: ({ tags }) => {
    if (tags.length === 0) return fail('No tag points to it.')
    const versions = tags.map(({ name }) => name).filter((name) => name !== 'latest')
    return versions.length > 0 ? pass(`Tagged ${few(versions)}.`) : fail('Only latest points to it.')
  },
}

export const age: Check = {
  id: 'IMG-014',
  name: 'age',
  title: 'Was built lately',
  explanation: 'An old build lacks every fix since.',
  remedy: 'Build it again on a current base.',
  sources: ['CIS 4.4'],
  severity: 'medium',
  defaults: { days: 90 },
  run: (subject, params) => {
    const days = numberOf(params, 'days') ?? 90
    return ofEveryConfig(({ createdAt }) => {
      // Reproducible builds carry the epoch as their date.
      if (createdAt === null || createdAt === 0) return unknown('The date of the build is not known.')
      const old = Math.floor((subject.now - createdAt) / DAY_MS)
      return old > days
        ? fail(`Built ${old} days ago; ${days} are allowed.`)
        : pass(`Built ${Math.max(old, 0)} days ago.`)
    })(subject, params)
  },
}

export const platforms: Check = {
  id: 'IMG-015',
  name: 'platforms',
  title: 'Runs on every platform asked for',
  explanation: 'Whoever pulls on a platform that is missing gets an error, or another image.',
  remedy: 'Build for the missing platforms and push one index.',
  sources: [],
  severity: 'high',
  defaults: { platforms: [] },
  run: ({ images }, params) => {
    const wanted = listOf(params, 'platforms')
    if (wanted.length === 0) return notApplicable('No platform is asked for.')
    if (images === null) return unknown('The index could not be read whole.')
    const present = images.map(({ platform }) => platform)
    const isThere = (platform: string) => present.some((one) => one !== null && isSamePlatform(one, platform))
    const missing = wanted.filter((platform) => !isThere(platform))
    if (missing.length === 0) return pass(`All ${wanted.length} are there.`)
    return present.includes(null) ? unknown('A platform is not known.') : fail(`Missing: ${few(missing)}.`)
  },
}

export const platformConsistency: Check = {
  id: 'IMG-016',
  name: 'platform-consistency',
  title: 'Behaves the same on every platform',
  explanation: 'A platform built otherwise surprises whoever runs it there.',
  remedy: 'Build all platforms from one Dockerfile.',
  sources: [],
  severity: 'medium',
  defaults: {},
  run: ({ images }) => {
    if (images === null) return unknown('The index could not be read whole.')
    if (images.length < 2) return notApplicable('There is one platform.')
    const configs = images.map(({ config }) => config)
    if (configs.includes(null)) return unknown('A config could not be read.')
    const differing = Object.entries(ASPECTS).filter(
      ([, aspect]) =>
        new Set(configs.flatMap((config) => (config === null ? [] : [aspect(config)]))).size > 1,
    )
    return differing.length > 0
      ? fail(`Differs in ${few(differing.map(([name]) => name))}.`)
      : pass('They agree.')
  },
}

const ASPECTS: Readonly<Record<string, (config: ImageConfig) => string>> = {
  user: ({ user }) => user ?? '',
  entrypoint: ({ entrypoint }) => JSON.stringify(entrypoint),
  command: ({ cmd }) => JSON.stringify(cmd),
  ports: ({ exposedPorts }) => JSON.stringify(exposedPorts.toSorted()),
  environment: ({ env }) => JSON.stringify(env.map(({ name }) => name).toSorted()),
}

export const size: Check = {
  id: 'IMG-019',
  name: 'size-layers',
  title: 'Stays small',
  explanation: 'Every byte is pulled on every node; a sudden growth is often a mistake.',
  remedy: 'Build in stages, and copy only what runs.',
  sources: [],
  severity: 'low',
  defaults: { layers: 50, megabytes: 2000, growthPercent: 50 },
  run: (subject, params) => {
    const { images, totalSize, currentSize } = subject
    if (images === null || totalSize === null) return unknown('Its size is not known.')
    const layers = Math.max(0, ...images.map(({ manifest }) => manifest.layers.length))
    const megabytes = totalSize / 1_000_000
    const growth = currentSize === null || currentSize === 0 ? null : (totalSize / currentSize - 1) * 100
    const exceeded = [
      ['layers', layers, numberOf(params, 'layers')],
      ['MB', megabytes, numberOf(params, 'megabytes')],
      ['% growth', growth, numberOf(params, 'growthPercent')],
    ] as const
    const over = exceeded.flatMap(([name, value, limit]) =>
      value !== null && limit !== null && value > limit
        ? [`${Math.round(value)} ${name}, ${limit} allowed`]
        : [],
    )
    return over.length > 0
      ? fail(`${over.join('; ')}.`)
      : pass(`${layers} layers, ${Math.round(megabytes)} MB.`)
  },
}

const KNOWN_LAYER =
  /^application\/vnd\.(?:oci\.image\.layer\.v1\.tar(?:\+gzip|\+zstd)?|docker\.image\.rootfs\.diff\.tar(?:\.gzip|\.zstd)?)$/

export const format: Check = {
  id: 'IMG-020',
  name: 'format',
  title: 'Is in a format every client reads',
  explanation: 'Layers kept elsewhere, unknown types and schema 1 break pulls, or cannot be verified.',
  remedy: 'Push it as an OCI or Docker schema 2 image.',
  sources: ['OCI image-spec'],
  severity: 'medium',
  defaults: {},
  run: (subject, params) => {
    if (isSchema1Type(subject.mediaType)) return fail('It is a schema 1 manifest.')
    return ofEveryImage(({ manifest }) => {
      const strange = manifest.layers.filter(({ mediaType }) => !KNOWN_LAYER.test(mediaType))
      if (strange.length > 0)
        return fail(`Layers of type ${few([...new Set(strange.map(({ mediaType }) => mediaType))])}.`)
      const weak = manifest.layers.filter(({ digest }) => !/^sha(?:256|512):/.test(digest))
      return weak.length > 0 ? fail('Layers with a weak digest.') : pass('It is.')
    })(subject, params)
  },
}

export const tagStable: Check = {
  id: 'IMG-021',
  name: 'tag-stable',
  title: 'Its version tag has never moved',
  explanation: 'A version that meant something else before was not the version somebody tested.',
  remedy: 'Push the new build under a new version.',
  sources: [],
  severity: 'high',
  defaults: { floating: ['latest', 'stable', 'edge'] },
  run: ({ tags }, params) => {
    const floating = listOf(params, 'floating')
    const fixed = tags.filter(({ name }) => !floating.includes(name))
    if (fixed.length === 0) return notApplicable('It has no tag that should stand still.')
    const moved = fixed.filter(({ hasMoved }) => hasMoved === true)
    if (moved.length > 0) return fail(`Moved before: ${few(moved.map(({ name }) => name))}.`)
    return fixed.some(({ hasMoved }) => hasMoved === null)
      ? unknown('The history of a tag does not reach back to its creation.')
      : pass(`${few(fixed.map(({ name }) => name))} never moved.`)
  },
}
