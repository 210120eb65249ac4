import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.mjs'

const TESTS = /\.test\.tsx?$/

/** One digest over the names and bytes of files and folders of the checkout, tests left out. */
export function digestSources(paths) {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of paths.flatMap(filesUnder)) {
    hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)))
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  const absolute = join(ROOT, path)
  if (!existsSync(absolute) || TESTS.test(path)) return []
  const entries = readEntries(absolute)
  return entries === undefined ? [path] : entries.sort().flatMap((entry) => filesUnder(`${path}/${entry}`))
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
