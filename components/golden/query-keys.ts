/** The root of the query keys of golden, for who makes queries old without asking them. */
export const GOLDEN_KEY = ['golden'] as const
