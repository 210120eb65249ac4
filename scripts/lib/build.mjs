import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './commands.mjs'
import { ROOT } from './root.mjs'
import { say, since } from './say.mjs'

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.mjs',
  'package.json',
  'proxy.ts',
  'tailwind.config.ts',
  'tsconfig.json',
]
const NOT_BUILT = /\.test\.tsx?$/
const STAMP = join(ROOT, '.demo', 'build.sha256')
export const STANDALONE = join(ROOT, '.next', 'standalone')

/** Builds the production server, unless the build at hand is of exactly these sources. */
export async function ensureBuild() {
  const wanted = sourcesDigest()
  if (wanted === builtDigest()) return
  const startedAt = Date.now()
  say('Building (next build); this takes a minute…')
  rmSync(STAMP, { force: true })
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  await run(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], { cwd: ROOT, env })
  addStaticFiles()
  mkdirSync(join(ROOT, '.demo'), { recursive: true })
  writeFileSync(STAMP, wanted)
  say(`  done in ${since(startedAt)}`)
}

/** The standalone server leaves these to a web server in front of it; here it serves them itself. */
function addStaticFiles() {
  cpSync(join(ROOT, '.next', 'static'), join(STANDALONE, '.next', 'static'), { recursive: true })
  if (existsSync(join(ROOT, 'public')))
    cpSync(join(ROOT, 'public'), join(STANDALONE, 'public'), { recursive: true })
}

function builtDigest() {
  const isWhole = existsSync(join(STANDALONE, 'server.js')) && existsSync(join(STANDALONE, '.next', 'static'))
  return isWhole && existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined
}

function sourcesDigest() {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of SOURCES.flatMap(filesUnder)) {
    hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)))
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  const absolute = join(ROOT, path)
  if (!existsSync(absolute)) return []
  const entries = readEntries(absolute)
  if (entries === undefined) return NOT_BUILT.test(path) ? [] : [path]
  return entries.sort().flatMap((entry) => filesUnder(`${path}/${entry}`))
}

/** The names in a directory; undefined for a file. */
function readEntries(absolute) {
  try {
    return readdirSync(absolute)
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined
    throw error
  }
}
