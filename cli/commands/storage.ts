import { catalogHandlers } from '@/lib/catalog/handlers'
import { storageHandlers } from '@/lib/cleanup/handlers/storage-handlers'
import { getDanglingSummary } from '@/lib/cleanup/use-cases/get-dangling-summary'
import { getVerification } from '@/lib/cleanup/use-cases/get-verification'
import { listDangling } from '@/lib/cleanup/use-cases/list-dangling'
import { startVerification } from '@/lib/cleanup/use-cases/verify-storage'
import { parseRepositoryName } from '@/lib/oci/name'
import { type Command, EXIT_FAILED, EXIT_OK, optional, required } from '../command'
import { followJob, withWorker } from '../follow-job'

const PAGE_SIZE = 200
const EXIT_MISSING = 3

export const danglingCommand: Command = {
  words: ['storage', 'dangling'],
  usage: 'assay storage dangling --registry NAME [--repository NAME]',
  summary: 'Print what nothing needs: repository, digest, reclaimable bytes, why; tab-separated',
  options: { registry: { type: 'string' }, repository: { type: 'string' } },
  async run(input) {
    const registry = required(input.options, 'registry')
    const name = optional(input.options, 'repository')
    const repository = name === undefined ? undefined : parseRepositoryName(name)
    const summary = await getDanglingSummary(input.ctx, { registry })
    if (summary.asOf === null) {
      input.note('Nothing was looked for yet: the running server does so after a sync.')
      return EXIT_FAILED
    }
    for (let cursor: string | undefined; ; ) {
      const page = await listDangling(input.ctx, { registry, repository, limit: PAGE_SIZE, cursor })
      for (const row of page.items) {
        const why = row.last_tag === null ? row.why : `${row.why} ${row.last_tag}`
        input.print([row.repository, row.digest, row.reclaimable ?? 'unknown', why].join('\t'))
      }
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    const bytes = summary.reclaimable === null ? 'an unknown number of' : String(summary.reclaimable)
    input.note(`${summary.manifests} manifests, ${bytes} bytes reclaimable after garbage collection`)
    return EXIT_OK
  },
}

export const verifyStorageCommand: Command = {
  words: ['storage', 'verify'],
  usage: 'assay storage verify --registry NAME',
  summary: 'Check that all a registry’s tags name still answers; exit code 3 when something is missing',
  options: { registry: { type: 'string' } },
  async run(input) {
    const registry = required(input.options, 'registry')
    return withWorker(input, { ...storageHandlers, ...catalogHandlers }, async () => {
      const job = await followJob(input, { job: await startVerification(input.ctx, { registry }) })
      const { broken } = await getVerification(input.ctx, { registry })
      for (const { repository, tags, digest, parts, remedy } of broken) {
        for (const part of parts) {
          input.print([repository, tags.join(','), digest, part.kind, part.digest, remedy].join('\t'))
        }
      }
      input.note(
        `${job.status}: ${broken.length} tagged manifests are not whole, ${job.failed} repositories unknown`,
      )
      if (broken.length > 0) return EXIT_MISSING
      return job.status === 'succeeded' ? EXIT_OK : EXIT_FAILED
    })
  },
}
