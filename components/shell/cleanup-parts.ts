import { onDemand } from '../ui/on-demand'

/** What clean-up adds to the pages of other features, each part fetched when it is opened. */
export const BulkBar = onDemand(() => import('../cleanup/bulk-bar').then((module) => module.BulkBar))
export const DeletionDialog = onDemand(() =>
  import('../cleanup/deletion-dialog').then((module) => module.DeletionDialog),
)
export const RetagDialog = onDemand(() =>
  import('../cleanup/retag-dialog').then((module) => module.RetagDialog),
)
export const PromoteDialog = onDemand(() =>
  import('../cleanup/promote-dialog').then((module) => module.PromoteDialog),
)
