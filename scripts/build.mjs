import { ensureBuild } from './lib/build.mjs'
import { requireNode } from './lib/node-version.mjs'

requireNode()
await ensureBuild()
