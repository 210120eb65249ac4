import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './commands.mjs'
import { ROOT } from './root.mjs'
import { progressBar, say, since } from './say.mjs'

/** Runs a TypeScript file of this checkout with the packages installed in it. */
export function runTypeScript(file, args, options = {}) {
  return run(process.execPath, ['--import', 'tsx', join(ROOT, file), ...args], { cwd: ROOT, ...options })
}

/** Fills a registry with the demo corpus, unless its directory says that this was done. */
export async function pushCorpus({ url, keepsData }, directory) {
  const stamp = join(directory, 'corpus-is-here')
  if (keepsData && existsSync(stamp)) return
  rmSync(stamp, { force: true })
  const startedAt = Date.now()
  say('Filling the registry with the images of a made-up company…')
  const bar = progressBar('pushing ')
  await runTypeScript('demo/push.ts', [url], {
    onLine: (line) => {
      const [, done, total] = /^(\d+)\/(\d+) /.exec(line) ?? []
      if (total) bar.show(Number(done), Number(total))
    },
  })
  bar.end()
  writeFileSync(stamp, '')
  say(`  done in ${since(startedAt)}`)
}
