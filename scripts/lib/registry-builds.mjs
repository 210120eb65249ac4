import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findOnPath, run } from './commands.mjs'
import { say, since } from './say.mjs'

/** Where built registries are kept, so that a version is built once on a machine. */
export const REGISTRY_CACHE = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'assay/registries',
)

/** Registries without a package, built from their Go modules. `file` is what the tests look for in the cache. */
const BUILDS = [
  {
    name: 'distribution 3.1',
    file: 'distribution-v3.1.1',
    program: 'registry',
    module: 'github.com/distribution/distribution/v3/cmd/registry@v3.1.1',
  },
  {
    name: 'zot 2.1',
    file: 'zot-v2.1.20',
    program: 'zot',
    module: 'zotregistry.dev/zot/v2/cmd/zot@v2.1.20',
  },
]

/** Builds what is not in the cache yet, where Go is, and says of each that cannot be had why. */
export async function ensureRegistryBuilds() {
  mkdirSync(REGISTRY_CACHE, { recursive: true })
  for (const build of BUILDS) {
    if (existsSync(join(REGISTRY_CACHE, build.file))) continue
    if (findOnPath('go') === undefined) say(`${build.name} is skipped: Go is not on this machine`)
    else await tryBuild(build)
  }
}

async function tryBuild({ name, file, program, module }) {
  const startedAt = Date.now()
  // In the cache itself: a rename puts the program there whole or not at all.
  const directory = mkdtempSync(join(REGISTRY_CACHE, 'build-'))
  say(`Building ${name} from ${module}; this takes minutes, once…`)
  try {
    const env = { ...process.env, GOBIN: directory, CGO_ENABLED: '0' }
    await run('go', ['install', module], { cwd: directory, env })
    renameSync(join(directory, program), join(REGISTRY_CACHE, file))
    say(`  done in ${since(startedAt)}`)
  } catch (error) {
    say(`${name} is skipped: it could not be built here. ${lastLine(error.output ?? error.message)}`)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? ''
}
