import { createRequire } from 'node:module'
import { join } from 'node:path'
import { canInstallPackages, installPackages } from './apt.mjs'
import { run } from './commands.mjs'
import { ROOT } from './root.mjs'
import { say } from './say.mjs'

/** Makes sure this Node can open a SQLite file: by itself from 22.13 on, before that by a compiled package. */
export async function ensureSqlite() {
  if (process.getBuiltinModule?.('node:sqlite') || canOpen()) return
  if (canInstallPackages()) await installPackages(['g++', 'make', 'python3'])
  say('Compiling better-sqlite3, which Node before 22.13 needs; this takes about two minutes…')
  await run('npm', ['rebuild', 'better-sqlite3'], { cwd: ROOT }).catch(() => {})
  if (canOpen()) return
  throw new Error(
    'better-sqlite3 could not be compiled. Use Node 22.13 or newer, or install a C++ compiler, make and Python 3, and try again.',
  )
}

function canOpen() {
  try {
    const Database = createRequire(join(ROOT, 'package.json'))('better-sqlite3')
    new Database(':memory:').close()
    return true
  } catch {
    return false
  }
}
