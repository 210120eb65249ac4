import { buildCorpus } from './corpus/corpus'
import { tagsOf } from './corpus/known'
import { pushCorpus } from './push-corpus'

const [registryUrl] = process.argv.slice(2)

if (!registryUrl) {
  console.error('Usage: npx tsx demo/push.ts <registry-url>')
  process.exit(2)
}

const startedAt = Date.now()
const corpus = await buildCorpus()
const builtAt = Date.now()
await pushCorpus(corpus, registryUrl, {
  onProgress: ({ done, total, phase }) => {
    if (done % 500 === 0 || done === total) console.log(`${done}/${total} ${phase}`)
  },
})
const tags = corpus.repositories.reduce((sum, plan) => sum + tagsOf(plan).size, 0)
const { known } = corpus
console.log(`${corpus.repositories.length} repositories in ${known.namespaces.size} namespaces, ${tags} tags`)
console.log(`built in ${builtAt - startedAt} ms, pushed in ${Date.now() - builtAt} ms`)
console.log(`look at ${known.repository}:${known.tag}@${known.digest}`)
