import { writeBenchCorpus } from './bench-corpus'

const [name, directory] = process.argv.slice(2)

if ((name !== 'small' && name !== 'large') || !directory) {
  console.error('Usage: npx tsx bench/corpus/write.ts small|large <registry-data-directory>')
  process.exit(2)
}

const startedAt = Date.now()
const counts = await writeBenchCorpus(name, directory, (done, total) => {
  if (done % 200 === 0) console.log(`${done}/${total} repositories`)
})
console.log(JSON.stringify({ ...counts, seconds: (Date.now() - startedAt) / 1000 }))
