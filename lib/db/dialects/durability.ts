import 'server-only'

/** `rebuildable` commits may be lost with the power, never half: right for what a registry can be asked again. */
export type Durability = 'full' | 'rebuildable'
