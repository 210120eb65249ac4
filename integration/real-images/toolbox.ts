import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const execute = promisify(execFile)
const OUTPUT_BYTES_MAX = 32 * 1024 * 1024
const TIMEOUT_MS = 60_000

/** buildah, skopeo and umoci with storage of their own, so that they see and leave nothing of the machine's. */
export interface Toolbox {
  readonly directory: string
  run(program: string, ...args: string[]): Promise<string>
  remove(): Promise<void>
}

export async function openToolbox(): Promise<Toolbox> {
  const directory = await mkdtemp(join(tmpdir(), 'assay-images-'))
  const storageConf = join(directory, 'storage.conf')
  await mkdir(join(directory, 'storage'))
  await writeFile(
    storageConf,
    [
      '[storage]',
      'driver = "vfs"',
      `graphroot = "${join(directory, 'storage')}"`,
      `runroot = "${join(directory, 'run')}"`,
    ].join('\n'),
  )
  const env = {
    ...process.env,
    CONTAINERS_STORAGE_CONF: storageConf,
    BUILDAH_ISOLATION: 'chroot',
    TMPDIR: directory,
  }
  return {
    directory,
    run: async (program, ...args) => {
      const { stdout } = await execute(program, args, {
        cwd: directory,
        env,
        maxBuffer: OUTPUT_BYTES_MAX,
        timeout: TIMEOUT_MS,
      })
      return stdout
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

const INSPECTED = z.object({
  Digest: z.string(),
  RepoTags: z.array(z.string()),
  Created: z.string(),
  Architecture: z.string(),
  Os: z.string(),
  Layers: z.array(z.string()),
  Labels: z.record(z.string(), z.string()).nullable(),
  Env: z.array(z.string()).nullable(),
})

export type Inspected = z.output<typeof INSPECTED>

const HISTORY = z.array(
  z.object({ created_by: z.string().default(''), empty_layer: z.boolean().default(false) }),
)
const CONFIG = z.object({ history: HISTORY.default([]), rootfs: z.object({ diff_ids: z.array(z.string()) }) })

export type InspectedConfig = z.output<typeof CONFIG>

/** What skopeo, which shares no code with us, says about an image. */
export interface Judge {
  inspect(reference: string): Promise<Inspected>
  config(reference: string): Promise<InspectedConfig>
  /** The manifest's exact bytes. */
  raw(reference: string): Promise<string>
}

export function openJudge(toolbox: Toolbox, registryUrl: string): Judge {
  const host = new URL(registryUrl).host
  const inspect = (reference: string, ...flags: string[]) =>
    toolbox.run('skopeo', 'inspect', '--tls-verify=false', ...flags, `docker://${host}/${reference}`)
  return {
    inspect: async (reference) => INSPECTED.parse(JSON.parse(await inspect(reference))),
    config: async (reference) => CONFIG.parse(JSON.parse(await inspect(reference, '--config'))),
    raw: (reference) => inspect(reference, '--raw'),
  }
}
