import 'server-only'
import { stringify } from 'csv-stringify/sync'

/** A sign a spreadsheet reads a formula by, also in full width, or white space in front that hides one. */
const FORMULA = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

export type CsvCell = string | number | null

/** Lines of CSV (RFC 4180) in which nothing is a formula to a spreadsheet. */
export function csvOf(records: readonly (readonly CsvCell[])[]): string {
  return stringify([...records.map((record) => record.map(cell))], {
    quoted: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
  })
}

/** The library knows a formula by its first character; what stands behind white space is marked here. */
function cell(value: CsvCell): CsvCell {
  const needsMark = typeof value === 'string' && FORMULA.test(value) && !/^[=+\-@\t\r＝＋－＠]/.test(value)
  return needsMark ? `'${value}` : value
}
