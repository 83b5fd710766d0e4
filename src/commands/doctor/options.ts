import type { OptionsOf } from '../../command-line/option.ts'
import { json, verbose } from '../usual-options.ts'

export const options = {
  json,
  verbose,
}

export type Options = OptionsOf<typeof options>
