import { onDemand } from '../ui/on-demand'

export { GoldenMarks } from '../golden/golden-marks'

/** What golden adds to the pages of other features, fetched when it is opened. */
export const NominateDialog = onDemand(() =>
  import('../golden/nominate-dialog').then((module) => module.NominateDialog),
)
