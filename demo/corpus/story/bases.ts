import {
  cmd,
  copy,
  entrypoint,
  env,
  expose,
  type Instruction,
  label,
  run,
  shared,
  user,
  workdir,
} from '../dockerfile'
import { binaryTree, sourceTree } from '../files'
import type { LayerFile } from '../layer'
import type { Random } from '../random'
import { buildLineage, type Moment } from './platform'
import type { Release } from './release'

export const VENDOR = 'Fernhill Logistics'

/** The lineages every application starts from, by the name of their repository. */
export interface Bases {
  readonly base: readonly Release[]
  readonly minimal: readonly Release[]
  readonly node: readonly Release[]
  readonly python: readonly Release[]
  readonly jre: readonly Release[]
  readonly nginx: readonly Release[]
}

export async function buildBases(random: Random): Promise<Bases> {
  const [base, minimal] = await Promise.all([
    buildLineage(random.fork('platform/base'), {
      repository: 'platform/base',
      from: null,
      schedule: { firstVersion: [12, 4, 0], lastDay: '2026-11-02', count: 16, daysBetween: [26, 48] },
      instructions: baseInstructions,
    }),
    buildLineage(random.fork('platform/base-minimal'), {
      repository: 'platform/base-minimal',
      from: null,
      schedule: { firstVersion: [1, 0, 0], lastDay: '2026-10-05', count: 7, daysBetween: [60, 100] },
      instructions: minimalInstructions,
    }),
  ])
  const runtime = (name: string, first: readonly [number, number, number], make: Runtime) =>
    buildLineage(random.fork(`platform/runtime/${name}`), {
      repository: `platform/runtime/${name}`,
      from: base,
      schedule: { firstVersion: first, lastDay: '2026-11-09', count: 12, daysBetween: [34, 62] },
      instructions: (moment) => runtimeInstructions(name, make, moment),
    })
  const [node, python, jre, nginx] = await Promise.all([
    runtime('node', [20, 11, 0], NODE),
    runtime('python', [3, 12, 1], PYTHON),
    runtime('jre', [21, 0, 2], JRE),
    runtime('nginx', [1, 26, 0], NGINX),
  ])
  return { base, minimal, node, python, jre, nginx }
}

function baseInstructions({ version, random, architecture }: Moment): Instruction[] {
  const minor = version.split('.').slice(0, 2).join('.')
  return [
    {
      word: 'ADD',
      text: `rootfs-${minor}-${architecture}.tar.xz /`,
      files: shared(random.fork(`rootfs ${minor}`), (system) => rootFiles(system, minor)),
    },
    run(
      'apt-get update && apt-get -y upgrade && rm -rf /var/lib/apt/lists/*',
      binaryTree(random.fork(`upgrade ${version}`), {
        folder: 'usr/lib/security',
        extension: 'so',
        count: 4,
        bytesEach: 26_000,
      }),
    ),
    copy('ca-certificates/ /usr/local/share/ca-certificates/', [
      { path: 'usr/local/share/ca-certificates/fernhill-root.crt', data: 'Fernhill internal authority\n' },
    ]),
    env({ LANG: 'C.UTF-8', SSL_CERT_DIR: '/etc/ssl/certs' }),
    label({
      'org.opencontainers.image.vendor': VENDOR,
      'org.opencontainers.image.title': 'Fernhill base image',
      'org.opencontainers.image.version': version,
      'com.fernhill.owner': 'platform-team',
    }),
    cmd(['/bin/sh']),
  ]
}

function rootFiles(random: Random, minor: string): LayerFile[] {
  return [
    {
      path: 'etc/os-release',
      data: `PRETTY_NAME="Fernhill Base ${minor}"\nID=fernhill\nVERSION_ID="${minor}"\n`,
    },
    ...sourceTree(random, { folder: 'var/lib/dpkg/info', extension: 'list', count: 40, bytesEach: 6000 }),
    ...binaryTree(random, { folder: 'usr/lib', extension: 'so', count: 12, bytesEach: 48_000 }),
  ]
}

function minimalInstructions({ version, random }: Moment): Instruction[] {
  return [
    copy(
      '--from=build /rootfs/ /',
      binaryTree(random.fork(version), { folder: 'usr/lib', extension: 'so', count: 3, bytesEach: 30_000 }),
    ),
    env({ PATH: '/usr/local/bin:/usr/bin' }),
    label({ 'org.opencontainers.image.vendor': VENDOR, 'org.opencontainers.image.version': version }),
    user('65532:65532'),
  ]
}

interface Runtime {
  readonly packages: string
  readonly variables: Readonly<Record<string, string>>
  readonly start: readonly string[]
  readonly port: number | null
}

const NODE: Runtime = {
  packages: 'nodejs',
  variables: { NODE_ENV: 'production' },
  start: ['node'],
  port: null,
}
const PYTHON: Runtime = {
  packages: 'python3 python3-venv',
  variables: { PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' },
  start: ['python3'],
  port: null,
}
const JRE: Runtime = {
  packages: 'openjdk-21-jre-headless',
  variables: { JAVA_HOME: '/usr/lib/jvm/21' },
  start: ['java'],
  port: null,
}
const NGINX: Runtime = {
  packages: 'nginx-light',
  variables: {},
  start: ['nginx', '-g', 'daemon off;'],
  port: 8080,
}

function runtimeInstructions(name: string, runtime: Runtime, { version, random }: Moment): Instruction[] {
  return [
    env({ [`${name.toUpperCase()}_VERSION`]: version, ...runtime.variables }),
    run(
      `apt-get update && apt-get install -y --no-install-recommends ${runtime.packages} && rm -rf /var/lib/apt/lists/*`,
      [
        ...binaryTree(random.fork(version), {
          folder: `usr/lib/${name}`,
          extension: 'so',
          count: 6,
          bytesEach: 40_000,
        }),
        ...sourceTree(random.fork(version), {
          folder: `usr/share/${name}`,
          extension: 'txt',
          count: 10,
          bytesEach: 4000,
        }),
      ],
    ),
    run('useradd --uid 10001 --no-create-home app', [
      { path: 'etc/passwd', data: `app:x:10001:10001::/:/sbin/nologin\n` },
    ]),
    workdir('/app'),
    label({
      'org.opencontainers.image.title': `Fernhill ${name} runtime`,
      'org.opencontainers.image.version': version,
    }),
    ...(runtime.port === null ? [] : [expose(runtime.port)]),
    entrypoint(runtime.start),
  ]
}
