import 'server-only'
import type { JobHandler } from '@/lib/jobs/handler'
import { CHECK_LINES_KIND, PIN_KIND, POINT_CHANNEL_KIND } from '../jobs'
import { checkLines } from './check-lines'
import { pinVersion } from './pin'
import { pointChannel } from './point-channel'

/** What a worker does about versions that are golden already. */
export const afterMarkingHandlers: Readonly<Record<string, JobHandler>> = {
  [CHECK_LINES_KIND]: checkLines,
  [POINT_CHANNEL_KIND]: pointChannel,
  [PIN_KIND]: pinVersion,
}
