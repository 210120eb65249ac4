import {
  buildSteps,
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
} from '../dockerfile'
import { binaryTree, sourceTree } from '../files'
import { buildImage, type Image } from '../image'
import type { Random } from '../random'
import type { Application, Language } from './applications'
import type { Bases } from './bases'
import { builderAt } from './platform'
import { imageFor, newestBefore, type Release } from './release'

export interface Build {
  readonly application: Application
  readonly version: string
  readonly publishedAt: Date
  readonly architecture: string
  readonly bases: Bases
  readonly random: Random
}

const DAY_MS = 86_400_000

/** What `FROM` and the rest of the Dockerfile of this application make of one commit. */
export async function buildApplicationImage(build: Build): Promise<Image> {
  const { application, architecture, bases, publishedAt } = build
  const day = new Date(publishedAt.getTime() - application.lagDays * DAY_MS)
  const base = newestBefore(lineageOf(application.language, bases), day)
  return buildImage({
    from: imageFor(base, architecture),
    steps: await buildSteps(builderAt(publishedAt), [
      ...INSTRUCTIONS[application.language](build),
      labels(build),
    ]),
    platform: { architecture, os: 'linux', ...(architecture === 'arm64' && { variant: 'v8' }) },
    createdAt: publishedAt,
    format: application.format,
  })
}

function lineageOf(language: Language, bases: Bases): readonly Release[] {
  const lineages: Record<Language, readonly Release[]> = {
    node: bases.node,
    python: bases.python,
    java: bases.jre,
    go: bases.minimal,
    static: bases.nginx,
    shell: bases.base,
  }
  return lineages[language]
}

/** Dependencies change seldom: once for each minor version. */
function dependencies({ version, random }: Build): Random {
  return random.fork(`dependencies ${version.split('.').slice(0, 2).join('.')}`)
}

function sources({ version, random }: Build): Random {
  return random.fork(`sources ${version}`)
}

const INSTRUCTIONS: Record<Language, (build: Build) => readonly Instruction[]> = {
  node: (build) => [
    copy('package.json package-lock.json ./', [{ path: 'app/package.json', data: manifestText(build) }]),
    run(
      'npm ci --omit=dev',
      shared(dependencies(build), (random) =>
        sourceTree(random, {
          folder: 'app/node_modules',
          extension: 'js',
          count: 30,
          bytesEach: 5000,
        }),
      ),
    ),
    copy(
      '--chown=app:app dist/ ./dist/',
      sourceTree(sources(build), { folder: 'app/dist', extension: 'js', count: 8, bytesEach: 5000 }),
    ),
    env({ PORT: '8080' }),
    expose(8080),
    user('app'),
    cmd(['dist/server.js']),
  ],
  python: (build) => [
    copy('requirements.txt .', [{ path: 'app/requirements.txt', data: manifestText(build) }]),
    run(
      'pip install --no-cache-dir -r requirements.txt',
      shared(dependencies(build), (random) =>
        binaryTree(random, {
          folder: 'usr/lib/python3/site-packages',
          extension: 'so',
          count: 5,
          bytesEach: 16_000,
        }),
      ),
    ),
    copy(
      'src/ /app/src/',
      sourceTree(sources(build), { folder: 'app/src', extension: 'py', count: 10, bytesEach: 3500 }),
    ),
    user('app'),
    entrypoint(['python3', '-m', 'src.main']),
  ],
  java: (build) => [
    copy(
      'target/lib/ /app/lib/',
      shared(dependencies(build), (random) =>
        binaryTree(random, { folder: 'app/lib', extension: 'jar', count: 6, bytesEach: 18_000 }),
      ),
    ),
    copy(
      'target/app.jar /app/app.jar',
      binaryTree(sources(build), { folder: 'app', extension: 'jar', count: 1, bytesEach: 42_000 }),
    ),
    env({ JAVA_OPTS: '-XX:MaxRAMPercentage=75' }),
    expose(8080),
    user('app'),
    cmd(['-jar', '/app/app.jar']),
  ],
  go: (build) => [
    copy(
      '--from=build /out/service /usr/local/bin/service',
      binaryTree(sources(build), { folder: 'usr/local/bin', extension: 'bin', count: 1, bytesEach: 90_000 }),
    ),
    entrypoint(['/usr/local/bin/service']),
  ],
  static: (build) => [
    copy('nginx.conf /etc/nginx/conf.d/default.conf', [
      { path: 'etc/nginx/conf.d/default.conf', data: 'server { listen 8080; root /srv; }\n' },
    ]),
    copy(
      '--from=build /app/dist /srv',
      sourceTree(sources(build), { folder: 'srv/assets', extension: 'js', count: 9, bytesEach: 6000 }),
    ),
  ],
  shell: (build) => [
    run(
      'apt-get update && apt-get install -y curl jq postgresql-client && rm -rf /var/lib/apt/lists/*',
      shared(dependencies(build), (random) =>
        binaryTree(random, { folder: 'usr/bin', extension: 'bin', count: 3, bytesEach: 22_000 }),
      ),
    ),
    copy(
      'scripts/ /usr/local/bin/',
      sourceTree(sources(build), { folder: 'usr/local/bin', extension: 'sh', count: 4, bytesEach: 2500 }),
    ),
    entrypoint(['/usr/local/bin/run.sh']),
  ],
}

function manifestText({ application, version }: Build): string {
  return `${application.repository}\n${version}\n`
}

function labels({ application, version, random }: Build): Instruction {
  const team = application.repository.split('/')[0] ?? application.repository
  return label({
    'org.opencontainers.image.title': application.repository,
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.revision': random.fork(`revision ${version}`).hex(40),
    'org.opencontainers.image.source': `https://git.fernhill.example/${application.repository}`,
    'com.fernhill.owner': `${team}-team`,
  })
}
