import 'server-only'
import { sql } from 'kysely'
import type { Database } from '@/lib/db/connection'
import { joinFirst, prefixEnd } from '@/lib/db/dialects/features'
import { firstWord, isFirstMatch, labelWordsOf } from '../rules/search-query'
import {
  beginsWith,
  behind,
  collectFound,
  compareBytes,
  type Found,
  type FoundPage,
  holdsAll,
  inScope,
  isEverywhere,
  type SearchScope,
} from './search-scope'
import { showsAll, type TagWords } from './search-tags'

export interface LabelHit {
  readonly registry: string
  readonly repositoryId: string
  readonly repository: string
  readonly digest: string
  readonly label: { readonly name: string; readonly value: string }
}

interface LabelRow extends Omit<LabelHit, 'label'> {
  readonly word: string
  readonly labelId: string
  readonly config: string
  readonly name: string
  readonly value: string
}

/** Images looked at for a word of labels. */
const SCAN_MAX = 2_000
/** The labels of so few images are read one by one rather than by their words. */
const FEW_IMAGES_MAX = 2_000

/** The images that have a label, once for each repository that holds them. */
const IMAGES = sql`select config_label.label_id as label_id, config_label.config_digest as config, held.digest as digest,
  held.repository_id as repository_id from config_label
  join manifest on manifest.config_digest = config_label.config_digest
  join repository_manifest as held on held.digest = manifest.digest`
/** As the indexes run, so that reading ends with the limit however many images there are. */
const ORDER = sql`label_word.word, label_word.label_id, image.config, image.digest, image.repository_id`

/** Images with a label whose `name=value`, or a word of whose value, begins with a text. */
export async function searchLabels(
  db: Database,
  words: TagWords,
  scope: SearchScope,
): Promise<FoundPage<LabelHit>> {
  if (!isEverywhere(scope) && (await countImagesIn(db, scope)) <= FEW_IMAGES_MAX) {
    return readFewLabels(db, words, scope)
  }
  return collectFound(scope, {
    read: (after, max) => readLabels(db, words, { ...scope, after, limit: max }),
    isShown: (row: LabelRow) => isFirstMatch(labelWordsOf(row), { word: row.word, prefix: words.prefix }),
    toFound,
  })
}

function toFound({ word, labelId, config, name, value, ...hit }: LabelRow): Found<LabelHit> {
  return {
    hit: { ...hit, label: { name, value } },
    position: [word, labelId, config, hit.digest, hit.repositoryId],
  }
}

/** Where there are few images all their labels are read; what they are found by is the same. */
async function readFewLabels(
  db: Database,
  { prefix, others }: TagWords,
  scope: SearchScope,
): Promise<FoundPage<LabelHit>> {
  const text = sql`label.name || '=' || label.value`
  const { rows } = await sql<Omit<LabelRow, 'word'>>`select label.id as "labelId", label.name as name,
    label.value as value, config_label.config_digest as config, held.repository_id as "repositoryId",
    held.digest as digest, repository.name as repository, registry.name as registry
    from repository_manifest as held join manifest on manifest.digest = held.digest
    join config_label on config_label.config_digest = manifest.config_digest
    join label on label.id = config_label.label_id
    join repository on repository.id = held.repository_id
    join registry on registry.id = repository.registry_id
    where held.repository_id in (select repository.id from repository where ${inScope(scope)})
    and ${holdsAll(db, text, [prefix, ...others])}`.execute(db.query)
  const found = rows
    .flatMap((row) => {
      const word = firstWord(labelWordsOf(row), prefix)
      return word === undefined ? [] : toFound({ ...row, word })
    })
    .filter(({ position }) => scope.after === undefined || compareBytes(position, scope.after) > 0)
    .sort((a, b) => compareBytes(a.position, b.position))
    .slice(0, scope.limit)
  return { found, isCutShort: false }
}

async function countImagesIn(db: Database, scope: SearchScope): Promise<number> {
  const row = await db.query
    .selectFrom('repository')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('manifest_count'), sql<number>`0`).as('images'))
    .where(inScope(scope))
    .executeTakeFirst()
  return row?.images ?? 0
}

async function readLabels(
  db: Database,
  { prefix, others }: TagWords,
  scope: SearchScope,
): Promise<readonly LabelRow[]> {
  const max = showsAll({ prefix, others }, scope) ? scope.limit : SCAN_MAX
  const images = joinFirst(db.dialect, {
    rows: IMAGES,
    as: 'image',
    on: sql<boolean>`image.label_id = label_word.label_id and ${behind(ORDER, scope.after)}`,
    order: sql`image.config, image.digest, image.repository_id`,
    limit: max,
  })
  const { rows } = await sql<LabelRow>`select uses.*, label.name as name, label.value as value,
    repository.name as repository, registry.name as registry
    from (select label_word.word as word, label_word.label_id as "labelId", image.config as config,
      image.digest as digest, image.repository_id as "repositoryId" from label_word ${images}
      where ${beginsWith(sql.ref('label_word.word'), prefix, scope.after)}
      order by ${ORDER} limit ${sql.lit(max)}) as uses
    join label on label.id = uses."labelId"
    join repository on repository.id = uses."repositoryId"
    join registry on registry.id = repository.registry_id
    where ${inScope(scope)} and ${holdsAll(db, sql`label.name || '=' || label.value`, others)}
    order by word, "labelId", config, digest, "repositoryId" limit ${scope.limit}`.execute(db.query)
  return rows
}

/** Whether a word of any label begins with a text. */
export async function isLabelWord(db: Database, prefix: string): Promise<boolean> {
  const row = await db.query
    .selectFrom('label_word')
    .select('word')
    .where('word', '>=', prefix)
    .where('word', '<', prefixEnd(prefix))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
