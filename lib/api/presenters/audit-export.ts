import 'server-only'
import { stringify } from 'csv-stringify/sync'
import type { StoredRow } from '@/lib/audit/store/chain'
import { presentAuditEvent } from './audit'

export type ExportFormat = 'csv' | 'ndjson' | 'json'

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

/** A sign a spreadsheet reads a formula by, also in full width, or white space in front that hides one. */
const FORMULA = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

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

function csvOf(records: readonly (readonly (string | number | null)[])[]): string {
  return stringify([...records.map((record) => [...record])], {
    quoted: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
  })
}

/** The library knows a formula by its first character; what stands behind white space is marked here. */
function cell(row: StoredRow, column: (typeof CSV_COLUMNS)[number]): string | number | null {
  if (column === 'time') return new Date(row.at).toISOString()
  const value = row[column]
  const needsMark = typeof value === 'string' && FORMULA.test(value) && !/^[=+\-@\t\r＝＋－＠]/.test(value)
  return needsMark ? `'${value}` : value
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
