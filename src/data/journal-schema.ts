import { z } from 'zod'
import { HOSTS } from './host-name.ts'

/** Where a command ran: the user's computer, a host, the VM (through its serial agent) or QEMU's monitor. */
export const Place = z.enum(['lab', ...HOSTS, 'vm', 'monitor1', 'monitor2'])
export type Place = z.infer<typeof Place>

/** One executed command. `instruction` names the entry of the procedure that it executes, or null. */
export const JournalEntry = z.object({
  sequence: z.number().int(),
  instruction: z.string().nullable(),
  place: Place,
  argv: z.array(z.string()),
  stdin: z.string().nullable(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  /** null while it goes on in the background, as QEMU does. */
  exitCode: z.number().int().nullable(),
  output: z.string(),
})
export type JournalEntry = z.infer<typeof JournalEntry>
