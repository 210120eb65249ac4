/** What the matrix measures in CSS pixels: its virtual rows and columns have to be of known size. */
export const NAME_PX = 176
export const COLUMN_PX = 124
export const ROW_PX = 37
export const HEAD_PX = 52

/*
 * Boxes at computed places, which the elements of a table cannot be, with the roles of the grid pattern. Rows and
 * columns count from one, the heads included.
 */
export const rowProps = (row: number) => ({ role: 'row', tabIndex: -1, 'aria-rowindex': row })
export const columnHeadProps = (column: number) => ({
  role: 'columnheader',
  tabIndex: -1,
  'aria-colindex': column,
})
export const rowHeadProps = () => ({ role: 'rowheader', tabIndex: -1, 'aria-colindex': 1 })
export const cellProps = (column: number, label: string) => ({
  role: 'gridcell',
  tabIndex: -1,
  'aria-colindex': column,
  'aria-label': label,
})
