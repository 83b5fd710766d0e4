import type { OptionsOf } from '../../command-line/option.ts'
import { verbose } from '../usual-options.ts'

export const options = {
  verbose,
}

export type Options = OptionsOf<typeof options>
