import { checkItem } from '@/lib/cleanup/use-cases/check-item'
import { listTrash } from '@/lib/cleanup/use-cases/list-trash'
import { restoreItem } from '@/lib/cleanup/use-cases/restore-item'
import { isTagName } from '@/lib/oci/name'
import { type Command, EXIT_FAILED, EXIT_OK, optional, required, UsageError } from '../command'

const PAGE_SIZE = 200

export const listTrashCommand: Command = {
  words: ['trash', 'list'],
  usage: 'assay trash list [--registry NAME] [--repository NAME]',
  summary: 'Print what was deleted and can be restored: id, registry/repository:tag, digest, by, until',
  options: { registry: { type: 'string' }, repository: { type: 'string' } },
  async run({ ctx, options, print }) {
    const filter = {
      registry: optional(options, 'registry'),
      repository: optional(options, 'repository'),
      state: 'restorable' as const,
    }
    let cursor: string | undefined
    do {
      const page = await listTrash(ctx, { ...filter, cursor, limit: PAGE_SIZE })
      for (const item of page.items) {
        const name = item.tag === null ? `@${item.digest}` : `:${item.tag}`
        const until = new Date(item.expires_at).toISOString()
        print(
          [item.id, `${item.registry}/${item.repository}${name}`, item.digest, item.deleted_by, until].join(
            '\t',
          ),
        )
      }
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return EXIT_OK
  },
}

export const restoreTrashCommand: Command = {
  words: ['trash', 'restore'],
  usage: 'assay trash restore --item ID [--tag NAME] [--dry-run]',
  summary: 'Put back what was deleted, under its tag or another; never over a tag that exists',
  options: { item: { type: 'string' }, tag: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  async run({ ctx, options, print, note }) {
    const tag = optional(options, 'tag')
    if (tag !== undefined && !isTagName(tag)) throw new UsageError('--tag: this is not a tag')
    if (options['dry-run'] === true) {
      const item = await checkItem(ctx, { item: required(options, 'item') })
      const name = tag ?? item.tag
      print(
        `${item.registry}/${item.repository}${name === null ? '' : `:${name}`} ${item.digest} ${item.state}`,
      )
      note('Nothing was done. Leave --dry-run out to do it.')
      return item.state === 'restorable' ? EXIT_OK : EXIT_FAILED
    }
    const back = await restoreItem(ctx, { item: required(options, 'item'), tag })
    print(`${back.registry}/${back.repository}${back.tag === null ? '' : `:${back.tag}`} ${back.digest}`)
    return EXIT_OK
  },
}
