import { execFile } from 'node:child_process'
import { cp, mkdir, realpath, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Toolbox } from './toolbox'

/** What is built and pushed, by the tool that made it. Each is one way an image can look. */
export const REAL_IMAGES = [
  { repository: 'golden/base', tag: '1.0', made: 'by buildah, a layer for each instruction' },
  { repository: 'golden/base', tag: '1.1', made: 'by buildah, on the same first layer' },
  { repository: 'apps/web', tag: '1.0', made: 'by buildah in Docker format, from the base' },
  { repository: 'apps/web', tag: 'one-layer', made: 'by buildah, all instructions in one layer' },
  { repository: 'apps/web', tag: 'squashed', made: 'by buildah, squashed to a single layer' },
  { repository: 'apps/web', tag: 'zstd', made: 'by skopeo, recompressed with zstd' },
  { repository: 'tools/umoci', tag: '1.0', made: 'by umoci' },
] as const

/** Pushed as an index over two platforms. */
export const REAL_INDEX = { repository: 'apps/multi', tag: '1.0' } as const

const BASE = `FROM scratch
COPY rootfs/ /
ENV LANG=C.UTF-8
RUN echo base > /base
LABEL org.opencontainers.image.version=$VERSION
CMD ["/bin/sh"]
`
const WEB = `FROM localhost/golden/base:1.0
WORKDIR /app
RUN echo web > /app/web
ENV PORT=8080
EXPOSE 8080
CMD ["/bin/sh","-c","echo hello"]
`
const MULTI = `FROM scratch
COPY message /message
CMD ["/message"]
`

/** Builds and pushes all of them. The order matters: skopeo reuses a blob it once saw in another compression. */
export async function pushRealImages(toolbox: Toolbox, registryUrl: string): Promise<void> {
  const host = new URL(registryUrl).host
  await writeContext(toolbox.directory)
  await buildBases(toolbox)
  await buildApplications(toolbox)
  for (const name of [
    'golden/base:1.0',
    'golden/base:1.1',
    'apps/web:1.0',
    'apps/web:one-layer',
    'apps/web:squashed',
  ]) {
    await push(toolbox, `containers-storage:localhost/${name}`, `${host}/${name}`)
  }
  await pushIndex(toolbox, host)
  await pushUmoci(toolbox, host)
  await pushZstd(toolbox, host)
}

async function writeContext(directory: string): Promise<void> {
  await writeFile(join(directory, 'Base'), BASE.replace('$VERSION', '1.0'))
  await writeFile(
    join(directory, 'Base11'),
    BASE.replace('$VERSION', '1.1').replace('echo base', 'echo newer'),
  )
  await writeFile(join(directory, 'Web'), WEB)
  await writeFile(join(directory, 'Multi'), MULTI)
  await writeFile(join(directory, 'message'), 'hello\n')
  await copyShell(join(directory, 'rootfs'))
}

/** The machine's own shell and its libraries: enough of a root file system for RUN, without a network. */
async function copyShell(rootfs: string): Promise<void> {
  const { stdout } = await promisify(execFile)('ldd', ['/bin/sh'])
  for (const file of ['/bin/sh', ...(stdout.match(/\/\S+/g) ?? [])]) {
    const target = join(rootfs, file)
    await mkdir(dirname(target), { recursive: true })
    await cp(await realpath(file), target)
  }
}

async function buildBases(toolbox: Toolbox): Promise<void> {
  const build = (file: string, version: string) =>
    toolbox.run(
      'buildah',
      'bud',
      '--layers',
      '--format',
      'oci',
      '-t',
      `localhost/golden/base:${version}`,
      '-f',
      file,
      '.',
    )
  await build('Base', '1.0')
  await build('Base11', '1.1')
}

async function buildApplications(toolbox: Toolbox): Promise<void> {
  const build = (tag: string, ...flags: string[]) =>
    toolbox.run('buildah', 'bud', ...flags, '-t', `localhost/apps/web:${tag}`, '-f', 'Web', '.')
  await build('1.0', '--layers', '--format', 'docker')
  await build('one-layer', '--format', 'oci')
  await build('squashed', '--format', 'oci', '--squash')
}

async function pushIndex(toolbox: Toolbox, host: string): Promise<void> {
  const list = 'localhost/multi'
  await toolbox.run('buildah', 'manifest', 'create', list)
  for (const architecture of ['amd64', 'arm64']) {
    await toolbox.run(
      'buildah',
      'bud',
      '--arch',
      architecture,
      '--format',
      'oci',
      '--manifest',
      list,
      '-f',
      'Multi',
      '.',
    )
  }
  const target = `docker://${host}/${REAL_INDEX.repository}:${REAL_INDEX.tag}`
  await toolbox.run(
    'buildah',
    'manifest',
    'push',
    '--all',
    '--format',
    'oci',
    '--tls-verify=false',
    list,
    target,
  )
}

async function pushUmoci(toolbox: Toolbox, host: string): Promise<void> {
  const image = 'layout:1.0'
  await toolbox.run('umoci', 'init', '--layout', 'layout')
  await toolbox.run('umoci', 'new', '--image', image)
  await toolbox.run('umoci', 'unpack', '--rootless', '--image', image, 'bundle')
  await writeFile(join(toolbox.directory, 'bundle', 'rootfs', 'hello'), 'from umoci\n')
  await toolbox.run('umoci', 'repack', '--image', image, 'bundle')
  await toolbox.run(
    'umoci',
    'config',
    '--image',
    image,
    '--config.env',
    'STAGE=test',
    '--config.cmd',
    '/hello',
  )
  await push(toolbox, `oci:${image}`, `${host}/tools/umoci:1.0`)
}

async function pushZstd(toolbox: Toolbox, host: string): Promise<void> {
  const source = `docker://${host}/apps/web:one-layer`
  await toolbox.run(
    'skopeo',
    'copy',
    '-q',
    '--src-tls-verify=false',
    '--dest-decompress',
    source,
    'dir:plain',
  )
  await toolbox.run('skopeo', 'copy', '-q', '--dest-compress-format', 'zstd', 'dir:plain', 'oci:zstd:1')
  await push(toolbox, 'oci:zstd:1', `${host}/apps/web:zstd`)
}

async function push(toolbox: Toolbox, source: string, target: string): Promise<void> {
  const keep = source.startsWith('oci:') ? ['--preserve-digests'] : []
  await toolbox.run('skopeo', 'copy', '-q', ...keep, '--dest-tls-verify=false', source, `docker://${target}`)
}
