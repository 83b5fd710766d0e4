import { say } from '../../text/phrase.ts'
import { ParseError } from '../parse-error.ts'
import type { QmpLog } from './qmp.ts'

/** A pause of the VM, by QEMU's events: seconds since the epoch on its host's clock. */
export interface Checkpoint {
  stopS: number
  resumeS: number
}

/**
 * Under COLO the primary stands still for each checkpoint: its events STOP and RESUME take turns. A last one that was not over
 * is left out.
 * @throws ParseError where one comes twice in a row
 */
export function checkpointsOf({ events }: Pick<QmpLog, 'events'>, file: string): Checkpoint[] {
  const list: Checkpoint[] = []
  let stopS: number | null = null
  for (const { name, atS } of events) {
    if (name !== 'STOP' && name !== 'RESUME') continue
    if ((name === 'STOP') !== (stopS === null))
      throw new ParseError(file, null, say('expected.stop-and-resume-in-turns'), name)
    if (stopS !== null) list.push({ stopS, resumeS: atS })
    stopS = name === 'STOP' ? atS : null
  }
  return list
}
