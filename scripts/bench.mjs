import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { requireNode } from './lib/node-version.mjs'

requireNode()
const { ensureDependencies } = await import('./lib/dependencies.mjs')
const { createCleanup } = await import('./lib/cleanup.mjs')
const { ROOT } = await import('./lib/root.mjs')

const cleanup = createCleanup()
await ensureDependencies()
const { ensureSqlite } = await import('./lib/sqlite.mjs')
const { ensureBuild } = await import('./lib/build.mjs')
const { ensureChromium } = await import('./lib/chromium.mjs')
await ensureSqlite()
await ensureBuild()
const chromium = await ensureChromium()

// The benches are TypeScript and write indexes with the server's own modules, so they run under its condition.
const tsx = pathToFileURL(createRequire(join(ROOT, 'package.json')).resolve('tsx')).href
const child = spawn(
  process.execPath,
  ['--conditions=react-server', '--import', tsx, join(ROOT, 'bench/main.ts'), ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, BENCH_CHROMIUM: chromium, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json') },
  },
)
cleanup.add(() => child.kill('SIGTERM'))
const [code] = await once(child, 'exit')
await cleanup.cleanUp()
process.exit(code ?? 1)
