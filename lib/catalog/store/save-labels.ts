import 'server-only'
import { createHash } from 'node:crypto'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import { labelWordsOf } from '../rules/search-query'

/** The labels of one config. */
export interface ConfigLabels {
  readonly configDigest: string
  readonly labels: readonly { readonly name: string; readonly value: string }[]
}

const IDS_PER_QUERY = 500

/** Makes the labels of configs findable; what is there already stays. */
export async function saveLabels(tx: Executor, configs: readonly ConfigLabels[]): Promise<void> {
  const labels = new Map(
    configs.flatMap((config) => config.labels.map((label) => [labelId(label), label] as const)),
  )
  if (labels.size === 0) return
  const known = await listKnownLabels(tx, [...labels.keys()])
  const added = [...labels].filter(([id]) => !known.has(id))
  await insertRows(tx, 'label', {
    rows: added.map(([id, { name, value }]) => ({ id, name, value })),
    conflict: ['id'],
  })
  await insertRows(tx, 'label_word', {
    rows: added.flatMap(([id, label]) => labelWordsOf(label).map((word) => ({ word, label_id: id }))),
    conflict: ['word', 'label_id'],
  })
  await insertRows(tx, 'config_label', {
    rows: configs.flatMap(({ configDigest, labels: own }) =>
      own.map((label) => ({ config_digest: configDigest, label_id: labelId(label) })),
    ),
    conflict: ['config_digest', 'label_id'],
  })
}

/** Follows from name and value, so that the same label is written once without asking for it. */
function labelId({ name, value }: { readonly name: string; readonly value: string }): string {
  return createHash('sha256').update(`${name.length}:${name}${value}`).digest('base64url').slice(0, 22)
}

async function listKnownLabels(tx: Executor, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
    const rows = await tx
      .selectFrom('label')
      .select('id')
      .where('id', 'in', ids.slice(start, start + IDS_PER_QUERY))
      .execute()
    for (const row of rows) known.add(row.id)
  }
  return known
}
