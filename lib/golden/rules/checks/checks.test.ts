import { describe, expect, it } from 'vitest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import {
  answer,
  DAY_MS,
  descriptor,
  dockerImage,
  fullLabels,
  imageOf,
  LABEL,
  manifestOf,
  NOW,
  ofConfig,
  ofSteps,
  ofTwo,
  run,
  subjectOf,
} from '@/lib/testing/check-subject'
import type { Outcome } from '../policy'
import { IMAGE_CHECKS } from './catalogue'
import type { Params, SubjectFacts } from './check'

const CASES: readonly (readonly [string, Outcome, string, SubjectFacts, Params?])[] = [
  ['IMG-001', 'pass', 'a numeric user', ofConfig({ user: '10001:10001' })],
  ['IMG-001', 'fail', 'no user', ofConfig({ user: null })],
  ['IMG-001', 'fail', 'root by name with a group', ofConfig({ user: 'root:root' })],
  ['IMG-001', 'fail', 'root by number', ofConfig({ user: '0:1000' })],
  ['IMG-001', 'unknown', 'a config that could not be read', ofConfig(null)],
  ['IMG-001', 'unknown', 'an index that could not be read', subjectOf({ images: null })],
  ['IMG-001', 'not-applicable', 'an artifact', subjectOf({ images: [] })],
  ['IMG-001', 'fail', 'one platform of two', ofTwo({ user: 'root' })],
  ['IMG-002', 'pass', 'a number', ofConfig({ user: '10001' })],
  ['IMG-002', 'fail', 'a name', ofConfig({ user: 'app' })],
  ['IMG-003', 'not-applicable', 'an OCI config', ofConfig({})],
  ['IMG-003', 'fail', 'a Docker config without', dockerImage({})],
  ['IMG-003', 'fail', 'a health check switched off', dockerImage({ healthcheck: ['NONE'] })],
  ['IMG-003', 'pass', 'a health check', dockerImage({ healthcheck: ['CMD', '/ok'] })],
  ['IMG-004', 'pass', 'no secret', ofConfig({ env: [{ name: 'PATH', value: '/bin' }] })],
  ['IMG-004', 'fail', 'a password', ofConfig({ env: [{ name: 'DB_PASSWORD', value: 'obviously-fake' }] })],
  [
    'IMG-004',
    'fail',
    'a value that is a key',
    ofConfig({ env: [{ name: 'X', value: 'AKIAABCDEFGHIJKLMNOP' }] }),
  ],
  [
    'IMG-004',
    'fail',
    'a password in an address',
    ofConfig({ env: [{ name: 'DB', value: 'pg://me:fake1@db/x' }] }),
  ],
  [
    'IMG-004',
    'pass',
    'the name of a secret’s file',
    ofConfig({ env: [{ name: 'DB_PASSWORD_FILE', value: '/run/x' }] }),
  ],
  ['IMG-004', 'pass', 'a public key that is allowed', ofConfig({ env: [{ name: 'GPG_KEY', value: 'ABC' }] })],
  ['IMG-004', 'pass', 'an empty one', ofConfig({ env: [{ name: 'TOKEN', value: '' }] })],
  [
    'IMG-004',
    'pass',
    'a word that only contains one',
    ofConfig({ env: [{ name: 'COMPASS_HOME', value: '/c' }] }),
  ],
  [
    'IMG-004',
    'unknown',
    'more than is read',
    ofConfig({ env: Array.from({ length: 200 }, () => ({ name: 'A', value: 'b' })) }),
  ],
  ['IMG-005', 'fail', 'a build argument', ofSteps('|1 NPM_TOKEN=obviously-fake /bin/sh -c npm ci')],
  ['IMG-005', 'fail', 'a flag', run('curl --password obviouslyfake https://x')],
  ['IMG-005', 'pass', 'a variable that is only named', run('login --password $SECRET')],
  ['IMG-005', 'unknown', 'no history', ofConfig({ history: null })],
  ['IMG-006', 'pass', 'the root file system', ofSteps('/bin/sh -c #(nop) ADD file:1 in / ')],
  ['IMG-006', 'fail', 'an address', ofSteps('ADD file:1 in /', 'ADD https://x /x # buildkit')],
  ['IMG-007', 'fail', 'an update alone', run('apt-get update')],
  ['IMG-007', 'pass', 'an update that installs', run('apt-get update && apt-get install -y curl')],
  ['IMG-008', 'fail', 'apt lists left', run('apt-get install -y curl')],
  ['IMG-008', 'pass', 'apt lists removed', run('apt-get install -y curl && rm -rf /var/lib/apt/lists/*')],
  ['IMG-008', 'fail', 'apk with a cache', run('apk add curl')],
  ['IMG-008', 'pass', 'apk without', run('apk add --no-cache curl')],
  ['IMG-008', 'fail', 'dnf without cleaning', run('dnf install -y curl')],
  ['IMG-008', 'pass', 'dnf with', run('dnf install -y curl && dnf clean all')],
  ['IMG-009', 'fail', 'a distribution upgrade', run('apt-get dist-upgrade -y')],
  ['IMG-009', 'fail', 'sudo', run('cd /x && sudo make install')],
  ['IMG-009', 'pass', 'a package with sudo in its name', run('echo pseudo')],
  ['IMG-010', 'fail', 'a volume at /proc', ofConfig({ volumes: ['/proc/x'] })],
  ['IMG-010', 'pass', 'a volume at /process', ofConfig({ volumes: ['/process'] })],
  ['IMG-011', 'pass', 'a version', subjectOf()],
  ['IMG-011', 'fail', 'latest alone', subjectOf({ tags: [{ name: 'latest', hasMoved: null }] })],
  ['IMG-011', 'fail', 'no tag', subjectOf({ tags: [] })],
  ['IMG-012', 'pass', 'all labels', ofConfig({ labels: fullLabels })],
  ['IMG-012', 'pass', 'annotations instead', subjectOf({ annotations: fullLabels })],
  ['IMG-012', 'fail', 'none', ofConfig({})],
  [
    'IMG-012',
    'fail',
    'a date that is none',
    ofConfig({ labels: { ...fullLabels, [`${LABEL}created`]: 'today' } }),
  ],
  ['IMG-013', 'unknown', 'an unknown base', ofConfig({ labels: fullLabels })],
  [
    'IMG-013',
    'fail',
    'the revision of the base',
    subjectOf({ images: [imageOf({ labels: fullLabels })], baseLabels: fullLabels }),
  ],
  [
    'IMG-013',
    'pass',
    'its own',
    subjectOf({ images: [imageOf({ labels: fullLabels })], baseLabels: { [`${LABEL}revision`]: 'ffff' } }),
  ],
  ['IMG-014', 'pass', 'a day', ofConfig({})],
  ['IMG-014', 'fail', 'a hundred days', ofConfig({ createdAt: NOW - 100 * DAY_MS })],
  ['IMG-014', 'unknown', 'the epoch', ofConfig({ createdAt: 0 })],
  ['IMG-014', 'unknown', 'no date', ofConfig({ createdAt: null })],
  ['IMG-015', 'not-applicable', 'nothing asked for', subjectOf()],
  ['IMG-015', 'fail', 'one missing', subjectOf(), { platforms: ['linux/amd64', 'linux/arm64'] }],
  ['IMG-015', 'pass', 'both there', ofTwo({}), { platforms: ['linux/amd64', 'linux/arm64'] }],
  ['IMG-015', 'pass', 'one by its longer name', ofTwo({}), { platforms: ['linux/arm64/v8'] }],
  ['IMG-015', 'fail', 'another variant', ofTwo({}), { platforms: ['linux/arm64/v9'] }],
  ['IMG-016', 'not-applicable', 'one platform', subjectOf()],
  ['IMG-016', 'pass', 'two alike', ofTwo({})],
  ['IMG-016', 'fail', 'another user', ofTwo({ user: 'app' })],
  ['IMG-016', 'unknown', 'one that could not be read', ofTwo(null)],
  ['IMG-017', 'pass', 'exec form', ofConfig({})],
  ['IMG-017', 'fail', 'a shell', ofConfig({ entrypoint: ['/bin/sh', '-c', '/app'] })],
  ['IMG-017', 'not-applicable', 'nothing to start', ofConfig({ entrypoint: [] })],
  ['IMG-018', 'fail', 'ssh', ofConfig({ exposedPorts: ['22/tcp'] })],
  ['IMG-018', 'warn', 'a privileged port', ofConfig({ exposedPorts: ['80/tcp'] })],
  ['IMG-018', 'pass', 'a high port', ofConfig({ exposedPorts: ['8080/tcp'] })],
  ['IMG-019', 'pass', 'a small image', subjectOf()],
  ['IMG-019', 'fail', 'a large one', subjectOf({ totalSize: 3_000_000_000 })],
  ['IMG-019', 'fail', 'one that doubled', subjectOf({ currentSize: 500_000 })],
  ['IMG-019', 'unknown', 'an unknown size', subjectOf({ totalSize: null })],
  ['IMG-020', 'pass', 'gzip layers', subjectOf()],
  [
    'IMG-020',
    'fail',
    'a foreign layer',
    subjectOf({
      images: [
        imageOf(
          {},
          {
            manifest: manifestOf({
              layers: [descriptor('application/vnd.docker.image.rootfs.foreign.diff.tar.gzip')],
            }),
          },
        ),
      ],
    }),
  ],
  ['IMG-020', 'fail', 'schema 1', subjectOf({ mediaType: MEDIA_TYPE.schema1Signed, images: [] })],
  ['IMG-021', 'pass', 'a tag that stood still', subjectOf()],
  ['IMG-021', 'fail', 'a tag that moved', subjectOf({ tags: [{ name: '1.0', hasMoved: true }] })],
  [
    'IMG-021',
    'unknown',
    'a history that begins too late',
    subjectOf({ tags: [{ name: '1.0', hasMoved: null }] }),
  ],
  ['IMG-021', 'not-applicable', 'latest alone', subjectOf({ tags: [{ name: 'latest', hasMoved: true }] })],
  ['IMG-022', 'fail', 'an expiry', ofConfig({ labels: { 'quay.expires-after': '2w' } })],
  ['IMG-022', 'pass', 'none', ofConfig({})],
  ['IMG-023', 'fail', 'an instruction', ofConfig({ onBuild: ['RUN make'] })],
  ['IMG-023', 'pass', 'none', ofConfig({})],
  ['IMG-024', 'pass', 'steps and layers', run('make')],
  ['IMG-024', 'fail', 'no history', ofConfig({ history: [] })],
]

describe('the checks of manifest and config', () => {
  for (const [id, outcome, what, subject, params] of CASES) {
    it(`${id}: ${outcome} for ${what}`, () => {
      expect(answer(id, subject, params)).toMatchObject({ outcome })
    })
  }

  it('each has a case that passes, and one that does not', () => {
    for (const { id } of IMAGE_CHECKS) {
      const outcomes = new Set(CASES.filter(([of]) => of === id).map(([, outcome]) => outcome))
      expect(outcomes.has('pass'), id).toBe(true)
      expect(outcomes.has('fail'), id).toBe(true)
    }
  })

  it('names the platform that differs', () => {
    expect(answer('IMG-001', ofTwo({ user: 'root' })).detail).toBe('linux/arm64: The user is root.')
  })

  it('I12: says unknown of everything when nothing can be read', () => {
    const nothing = subjectOf({ images: null, totalSize: null, tags: [] })
    const outcomes = IMAGE_CHECKS.map(({ id }) => [
      id,
      answer(id, nothing, { platforms: ['linux/amd64'] }).outcome,
    ])
    expect(outcomes.filter(([, outcome]) => outcome === 'pass')).toEqual([])
  })

  it('gives each an id of its own, in order, with an explanation and a remedy', () => {
    const ids = IMAGE_CHECKS.map(({ id }) => id)
    expect(ids).toEqual(Array.from({ length: 24 }, (_, at) => `IMG-${String(at + 1).padStart(3, '0')}`))
    for (const check of IMAGE_CHECKS) {
      expect(check.explanation.length, check.id).toBeGreaterThan(20)
      expect(check.remedy.length, check.id).toBeGreaterThan(10)
    }
  })
})
