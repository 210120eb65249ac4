import { listTrash } from '@/lib/cleanup/use-cases/list-trash'
import { restoreItem } from '@/lib/cleanup/use-cases/restore-item'
import { isTagName } from '@/lib/oci/name'
import { type Command, EXIT_OK, optional, required, UsageError } from '../command'

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
  usage: 'assay trash restore --item ID [--tag NAME]',
  summary: 'Put back what was deleted, under its tag or another; never over a tag that exists',
  options: { item: { type: 'string' }, tag: { type: 'string' } },
  async run({ ctx, options, print }) {
    const tag = optional(options, 'tag')
    if (tag !== undefined && !isTagName(tag)) throw new UsageError('--tag: this is not a tag')
    const back = await restoreItem(ctx, { item: required(options, 'item'), tag })
    print(`${back.registry}/${back.repository}${back.tag === null ? '' : `:${back.tag}`} ${back.digest}`)
    return EXIT_OK
  },
}
