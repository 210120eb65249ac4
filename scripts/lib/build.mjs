import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './commands.mjs'
import { ROOT } from './root.mjs'
import { say, since } from './say.mjs'
import { digestSources } from './sources.mjs'

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
const STAMP = join(ROOT, '.demo', 'build.sha256')
export const STANDALONE = join(ROOT, '.next', 'standalone')

/** Builds the production server, unless the build at hand is of exactly these sources. */
export async function ensureBuild() {
  const wanted = digestSources(SOURCES)
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
