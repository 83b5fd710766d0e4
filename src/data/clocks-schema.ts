import { z } from 'zod'
import { HOSTS } from './host-name.ts'

/** What the clocks of the machines said before and after a migration. */
export const Clocks = z.array(
  z.object({
    machine: z.enum([...HOSTS, 'vm']),
    when: z.enum(['before', 'after']),
    /** Lab clock when asked, the machine's clock when answering, lab clock when the answer came; seconds. */
    exchanges: z.array(z.object({ asked: z.number(), remote: z.number(), answered: z.number() })).min(1),
  }),
)
export type Clocks = z.infer<typeof Clocks>
