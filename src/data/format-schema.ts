import { z } from 'zod'
import { FORMATS } from '../experiments/formats.ts'

/**
 * What a file that was made by hand holds, as told from its content. The files of the lab need none, since the lab asks
 * each tool for one format only.
 */
export const Format = z.enum(FORMATS)
export type Format = z.infer<typeof Format>
