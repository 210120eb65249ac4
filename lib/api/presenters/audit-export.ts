import 'server-only'
import type { StoredRow } from '@/lib/audit/store/chain'
import { presentAuditEvent } from './audit'
import { type CsvCell, csvOf } from './csv'

export type ExportFormat = 'csv' | 'ndjson' | 'json'

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

const CSV_COLUMNS = [
  'sequence',
  'id',
  'time',
  'at',
  'type',
  'outcome',
  'actor_kind',
  'actor_id',
  'actor_name',
  'ip',
  'user_agent',
  'request_id',
  'resource',
  'registry_id',
  'repository',
  'digest',
  'before_state',
  'after_state',
  'reason',
  'grounds',
  'facts',
  'prev_hash',
  'hash',
] as const

/** The log as a file, made while it is read. */
export function presentAuditExport(format: ExportFormat, rows: AsyncIterable<readonly StoredRow[]>) {
  return { mediaType: MEDIA_TYPES[format], extension: format, text: TEXTS[format](rows) }
}

const TEXTS = { csv: toCsv, ndjson: toLines, json: toArray } as const

async function* toCsv(pages: AsyncIterable<readonly StoredRow[]>): AsyncGenerator<string> {
  yield csvOf([CSV_COLUMNS])
  for await (const rows of pages) {
    yield csvOf(rows.map((row) => CSV_COLUMNS.map((column) => cell(row, column))))
  }
}

function cell(row: StoredRow, column: (typeof CSV_COLUMNS)[number]): CsvCell {
  return column === 'time' ? new Date(row.at).toISOString() : row[column]
}

async function* toLines(pages: AsyncIterable<readonly StoredRow[]>): AsyncGenerator<string> {
  for await (const rows of pages)
    yield rows.map((row) => `${JSON.stringify(presentAuditEvent(row))}\n`).join('')
}

async function* toArray(pages: AsyncIterable<readonly StoredRow[]>): AsyncGenerator<string> {
  let before = '['
  for await (const rows of pages) {
    yield before + rows.map((row) => JSON.stringify(presentAuditEvent(row))).join(',\n')
    before = ',\n'
  }
  yield before === '[' ? '[]\n' : ']\n'
}
