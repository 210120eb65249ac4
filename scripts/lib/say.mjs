const BAR_WIDTH = 28
const QUIET_STEP = 10

/** One line of what is happening now. */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/** A bar that redraws itself on a terminal and prints every tenth percent elsewhere. */
export function progressBar(label) {
  let printed = -1
  return {
    show(done, total) {
      const percent = total > 0 ? Math.min(100, Math.floor((100 * done) / total)) : 0
      const step = process.stdout.isTTY ? percent : Math.floor(percent / QUIET_STEP) * QUIET_STEP
      if (step === printed) return
      printed = step
      draw(label, percent, `${done}/${total}`)
    },
    end() {
      if (process.stdout.isTTY && printed >= 0) process.stdout.write('\n')
    },
  }
}

function draw(label, percent, figures) {
  const filled = Math.round((BAR_WIDTH * percent) / 100)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`
  const line = `  ${label} ${bar} ${String(percent).padStart(3)} % ${figures}`
  process.stdout.write(process.stdout.isTTY ? `\r\u001b[2K${line}` : `${line}\n`)
}

/** `12.3 s` since a moment of `Date.now()`. */
export function since(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`
}
