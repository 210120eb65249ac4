import type { Check } from './check'
import { labelsInherited, labelsRequired, noAutoExpiry } from './labels'
import { execForm, healthcheck, ports, sensitiveVolume } from './runtime'
import { envSecret, historySecret } from './secrets'
import { addInstruction, distUpgrade, onBuild, packageCache, traceable, updateAlone } from './steps'
import { age, format, notLatest, platformConsistency, platforms, size, tagStable } from './subject'
import { userNotRoot, userNumeric } from './user'

/** Every check of manifest and config, in the order of their ids. */
export const IMAGE_CHECKS: readonly Check[] = [
  userNotRoot,
  userNumeric,
  healthcheck,
  envSecret,
  historySecret,
  addInstruction,
  updateAlone,
  packageCache,
  distUpgrade,
  sensitiveVolume,
  notLatest,
  labelsRequired,
  labelsInherited,
  age,
  platforms,
  platformConsistency,
  execForm,
  ports,
  size,
  format,
  tagStable,
  noAutoExpiry,
  onBuild,
  traceable,
]
