import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './commands.mjs'
import { ROOT } from './root.mjs'
import { say, since } from './say.mjs'

const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json')

/** Installs the npm packages unless exactly those of package.json are there. */
export async function ensureDependencies() {
  const missing = missingPackages()
  if (missing.length === 0) return
  const startedAt = Date.now()
  say(`Installing npm packages (${missing.length} missing); the first time this takes a minute or two…`)
  // Not `npm ci`: a lock file written on one platform lacks the binaries of the others.
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: ROOT })
  say(`  done in ${since(startedAt)}`)
}

function missingPackages() {
  const { dependencies, devDependencies } = readJson(join(ROOT, 'package.json'))
  const wanted = Object.entries({ ...dependencies, ...devDependencies })
  if (!existsSync(INSTALLED)) return wanted
  const { packages } = readJson(INSTALLED)
  return wanted.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
