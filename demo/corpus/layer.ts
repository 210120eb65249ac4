import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { type Content, contentOf, digestOf } from './content'

export interface LayerFile {
  readonly path: string
  readonly data: Buffer | string
  readonly mode?: number
}

/** A gzipped tar, with the digest of the tar inside, as `rootfs.diff_ids` wants it. */
export interface Layer extends Content {
  readonly diffId: string
}

/** Every file has this time, so equal files make equal layers. */
const MTIME = new Date('2020-01-01T00:00:00Z')
const GZIP_OS_BYTE = 9
const GZIP_OS_UNKNOWN = 255

const compress = promisify(gzip)

/** Files of a layer that many images hold, named by the seed they are drawn from. */
export interface SharedFiles {
  readonly seed: string
  readonly make: () => readonly LayerFile[]
}

const built = new Map<string, Promise<Layer>>()

/** Builds the layer of one seed once. The seed must not be drawn from for any other layer. */
export function buildSharedLayer({ seed, make }: SharedFiles): Promise<Layer> {
  const layer = built.get(seed) ?? buildLayer(make())
  built.set(seed, layer)
  return layer
}

export async function buildLayer(files: readonly LayerFile[]): Promise<Layer> {
  const tar = await buildTar(files)
  const bytes = await compress(tar)
  // zlib writes the operating system here; a layer must not depend on who built it.
  bytes[GZIP_OS_BYTE] = GZIP_OS_UNKNOWN
  return { ...contentOf(bytes), diffId: digestOf(tar) }
}

async function buildTar(files: readonly LayerFile[]): Promise<Buffer> {
  const tar = pack()
  for (const file of files) {
    tar.entry({ name: file.path, mode: file.mode ?? 0o644, mtime: MTIME, uid: 0, gid: 0 }, file.data)
  }
  tar.finalize()

  const chunks: Buffer[] = []
  for await (const chunk of tar) {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
