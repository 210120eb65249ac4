import { readFileSync } from 'node:fs'

/** Clock ticks per second; Linux reports processor time in these on every architecture it runs Node on. */
const TICKS_PER_SECOND = 100
/** Fields of `/proc/<pid>/stat` behind the command name: user and kernel time are the 12th and 13th. */
const USER_TIME = 11
const KERNEL_TIME = 12

/** Processor seconds a process has used so far. @throws Error where there is no `/proc` */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[USER_TIME]) + Number(fields[KERNEL_TIME])) / TICKS_PER_SECOND
}

export interface ResidentMemory {
  readonly nowBytes: number
  /** The most it has had at any time since it started or since `forgetPeak`. */
  readonly peakBytes: number
}

/** Resident memory by the kernel's own account. @throws Error where there is no `/proc` */
export function residentMemory(pid: number): ResidentMemory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return { nowBytes: kilobytes(status, 'VmRSS') * 1024, peakBytes: kilobytes(status, 'VmHWM') * 1024 }
}

function kilobytes(status: string, field: string): number {
  const [, value] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status) ?? []
  if (value === undefined) throw new Error(`The kernel does not tell ${field}.`)
  return Number(value)
}
