import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canInstallPackages, installPackages } from './apt.mjs'
import { startChild, waitFor } from './children.mjs'
import { findOnPath, run } from './commands.mjs'

const BINARIES = ['docker-registry', 'registry']
const IMAGE = 'registry:2'

/** No registry can be had here; the message says what to do. */
export class NoRegistryError extends Error {}

/** A way to run a registry: a binary on PATH, else Docker, else the Debian package. @throws NoRegistryError */
export async function obtainRegistry() {
  const binary = findBinary()
  if (binary) return { kind: 'binary', binary, label: binary }
  if (await hasDocker()) return { kind: 'docker', label: `Docker (${IMAGE})` }
  if (canInstallPackages()) {
    await installPackages(['docker-registry'])
    const installed = findBinary()
    if (installed) return { kind: 'binary', binary: installed, label: installed }
  }
  throw new NoRegistryError(
    'No registry found: start Docker, or put the binary of CNCF distribution (`registry`) on your PATH, or on Debian and Ubuntu run `sudo apt-get install docker-registry`, and try again.',
  )
}

function findBinary() {
  return BINARIES.map(findOnPath).find(Boolean)
}

async function hasDocker() {
  if (!findOnPath('docker')) return false
  return run('docker', ['info', '--format', '{{.ServerVersion}}']).then(
    () => true,
    () => false,
  )
}

/**
 * Starts a registry on a loopback port, with deleting enabled. A binary keeps its data in `directory`, and tells of
 * what happens to it where `notifications` ({ url, secret }) says; a container takes its data with it when it stops,
 * and reaches nothing on this machine's loopback address.
 */
export async function startRegistry(found, { port, directory, logFile, notifications, cleanup }) {
  const url = `http://127.0.0.1:${port}`
  mkdirSync(directory, { recursive: true })
  const child =
    found.kind === 'docker'
      ? await startContainer({ port, cleanup })
      : startBinary({ binary: found.binary, port, directory, logFile, notifications, cleanup })
  await waitFor(async () => (await fetch(`${url}/v2/`)).ok, { child, what: 'The registry' })
  return { url, keepsData: found.kind === 'binary', stop: () => child?.stop() }
}

function startBinary({ binary, port, directory, logFile, notifications, cleanup }) {
  const configFile = join(directory, 'config.json')
  // JSON is YAML too.
  const config = {
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: join(directory, 'data') },
      delete: { enabled: true },
      cache: { blobdescriptor: 'inmemory' },
    },
    http: { addr: `127.0.0.1:${port}` },
    ...(notifications && { notifications: { endpoints: [endpointOf(notifications)] } }),
  }
  writeFileSync(configFile, JSON.stringify(config))
  return startChild({ command: binary, args: ['serve', configFile], env: process.env, logFile, cleanup })
}

function endpointOf({ url, secret }) {
  return {
    name: 'assay',
    url,
    headers: { Authorization: [`Bearer ${secret}`] },
    timeout: '2s',
    threshold: 3,
    backoff: '1s',
    ignore: { mediatypes: ['application/octet-stream'] },
  }
}

async function startContainer({ port, cleanup }) {
  const publish = `127.0.0.1:${port}:5000`
  const options = ['--rm', '-p', publish, '-e', 'REGISTRY_STORAGE_DELETE_ENABLED=true']
  const id = (await run('docker', ['run', '-d', ...options, IMAGE])).trim().split('\n').at(-1)
  cleanup.add(() => run('docker', ['stop', '-t', '5', id]))
  return undefined
}
