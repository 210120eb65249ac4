import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './commands.mjs'
import { ROOT } from './root.mjs'
import { progressBar, say, since } from './say.mjs'
import { digestSources } from './sources.mjs'

/** Runs a TypeScript file of this checkout with the packages installed in it. */
export function runTypeScript(file, args, options = {}) {
  return run(process.execPath, ['--import', 'tsx', join(ROOT, file), ...args], { cwd: ROOT, ...options })
}

/** Says in `directory` which corpus its registry and its index are of; those of another corpus are removed. */
export function openCorpusStamp(directory) {
  const file = join(directory, 'corpus.sha256')
  const wanted = digestSources(['demo'])
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === wanted
  if (!isCurrent) {
    for (const name of ['registry', 'data']) rmSync(join(directory, name), { recursive: true, force: true })
  }
  return { isCurrent, keep: () => writeFileSync(file, wanted) }
}

/** Fills a registry with the demo corpus. */
export async function pushCorpus(url) {
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
  say(`  done in ${since(startedAt)}`)
}
