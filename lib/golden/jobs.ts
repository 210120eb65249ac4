/** Compares every line of a registry with it. */
export const CHECK_LINES_KIND = 'golden-check'
/** Points the tag of a channel at what is in the channel. */
export const POINT_CHANNEL_KIND = 'golden-point-channel'
/** Puts tags on everything a version is made of. */
export const PIN_KIND = 'golden-pin'

/** Jobs of one key are never under way together. */
export const pointKey = (lineId: string, channel: string) => `${POINT_CHANNEL_KIND}:${lineId}:${channel}`
export const pinKey = (versionId: string) => `${PIN_KIND}:${versionId}`
