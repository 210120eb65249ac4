/** The value below which a share of the samples lies, by the nearest rank. @throws RangeError without samples */
export function percentile(samples: readonly number[], share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError('A share is above 0 and at most 1.')
  const sorted = [...samples].sort((a, b) => a - b)
  const value = sorted[Math.ceil(sorted.length * share) - 1]
  if (value === undefined) throw new RangeError('There are no samples.')
  return value
}

/** The middle value; of an even number of samples the mean of the middle two. @throws RangeError without samples */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new RangeError('There are no samples.')
  return (upper + lower) / 2
}

/** How many times the floor a figure is. @throws RangeError where the floor is not above zero */
export function ratio(measured: number, floor: number): number {
  if (!(floor > 0)) throw new RangeError('A floor that is not above zero measures nothing.')
  return measured / floor
}
