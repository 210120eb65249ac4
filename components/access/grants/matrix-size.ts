/** What the matrix measures in CSS pixels: its virtual rows and columns have to be of known size. */
export const NAME_PX = 208
export const COLUMN_PX = 124
export const ROW_PX = 37
export const HEAD_PX = 52
