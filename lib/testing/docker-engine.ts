import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const execute = promisify(execFile)

export interface DockerEngine {
  /** The client, as one user of it with a configuration of its own. @throws Error with what it printed */
  docker(configDirectory: string, ...parameters: readonly string[]): Promise<string>
  readonly directory: string
  stop(): Promise<void>
}

const DIRECTORIES = ['usr/sbin', 'usr/bin']

/** Where the programs of Debian's docker.io and containerd are: `ASSAY_DOCKER_ROOT`, or the machine's own. */
export function findDockerRoot(): string | null {
  const root = process.env.ASSAY_DOCKER_ROOT ?? '/'
  const isThere = existsSync(join(root, 'usr/sbin/dockerd')) && process.getuid?.() === 0
  return isThere ? root : null
}

/** Starts a Docker Engine of our own beside whatever the machine has: its own sockets, images and containers. */
export async function startDockerEngine(root: string): Promise<DockerEngine> {
  const directory = mkdtempSync(join(tmpdir(), 'assay-dockerd-'))
  const socket = `unix://${join(directory, 'docker.sock')}`
  const path = [...DIRECTORIES.map((name) => join(root, name)), process.env.PATH].join(delimiter)
  const env = { ...process.env, PATH: path, DOCKER_HOST: socket }
  const daemon = spawn(
    join(root, 'usr/sbin/dockerd'),
    [
      ...['--host', socket, '--data-root', join(directory, 'data'), '--exec-root', join(directory, 'exec')],
      ...['--pidfile', join(directory, 'pid'), '--storage-driver=vfs', '--iptables=false', '--bridge=none'],
      '--log-level=error',
    ],
    { env, stdio: 'ignore' },
  )
  const stop = async () => {
    const exited = new Promise((resolve) => daemon.once('exit', resolve))
    if (daemon.exitCode === null && daemon.signalCode === null) {
      daemon.kill('SIGTERM')
      await Promise.race([exited, delay(10_000).then(() => daemon.kill('SIGKILL'))])
    }
    rmSync(directory, { recursive: true, force: true })
  }
  const docker = async (configDirectory: string, ...parameters: readonly string[]) => {
    const client = join(root, 'usr/bin/docker')
    return (await execute(client, ['--config', configDirectory, ...parameters], { env })).stdout
  }
  try {
    await untilAnswering(() => docker(directory, 'version'))
  } catch (error) {
    await stop()
    throw error
  }
  return { docker, directory, stop }
}

async function untilAnswering(ask: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const isUp = await ask().then(
      () => true,
      () => false,
    )
    if (isUp) return
    await delay(200)
  }
  throw new Error('The Docker Engine did not answer within 30 s.')
}
