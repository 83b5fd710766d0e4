import { HOSTS, type HostName } from '../../data/host-name.ts'
import { type ErrorCode, UserError } from '../../errors.ts'
import type { Ending } from './ending.ts'

/** An error and what caused it, the outermost first. */
export const chainOf = (error: unknown): Error[] => (error instanceof Error ? [error, ...chainOf(error.cause)] : [])

/** The exit code that an error, or what caused it, stands for. */
export const codeOf = (error: unknown): ErrorCode =>
  chainOf(error).find((one) => one instanceof UserError)?.code ?? 'lab'

/** What went wrong on one host, or between the two. Its exit code is that of its cause, as where the disk is full. */
export class HostError extends UserError {
  readonly hosts: readonly HostName[]
  /** How a process ended there, where that is what went wrong. */
  readonly ending: Ending | null

  constructor(
    hosts: readonly HostName[],
    message: string,
    { ending = null, ...options }: { cause?: unknown; ending?: Ending | null } = {},
  ) {
    super(codeOf(options.cause), message, options)
    this.name = 'HostError'
    this.hosts = HOSTS.filter((host) => hosts.includes(host))
    this.ending = ending
  }

  /** A process on which something waited has ended. */
  static of(ending: Ending): HostError {
    return new HostError([ending.host], ending.sentence, { ending })
  }
}
