const MINIMUM = [20, 19]

/** Ends the process with one sentence where Node is too old for anything that follows. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return
  console.error(
    `Assay needs Node ${MINIMUM.join('.')} or newer, and this is ${process.versions.node}. Get one from https://nodejs.org and try again.`,
  )
  process.exit(1)
}
