import { UserError } from '../errors.ts'
import { lookupOf } from './language-lookup.ts'
import type { Overlay } from './overlay.ts'

/** The language that the templates are delivered in, without a folder of its own. */
const DELIVERED = 'en'

/** Languages that a report can be asked for in. */
export const languagesOf = ({ languages }: Overlay): string[] => [DELIVERED, ...languages.keys()]

/** The tag as its folder is written: `zh-tw` is `zh-TW`; null where there is no such language. */
export function knownLanguage(overlay: Overlay, asked: string): string | null {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(asked)
    return lookupOf(tag).some((one) => languagesOf(overlay).includes(one)) ? tag : null
  } catch (error) {
    if (error instanceof RangeError) return null // no tag of a language at all
    throw error
  }
}

/** The language of `--language`. @throws UserError `usage` with those that there are */
export function askedLanguage(overlay: Overlay, asked: string): string {
  const known = knownLanguage(overlay, asked)
  if (known !== null) return known
  throw new UserError(
    'usage',
    `There are no templates in the language ${JSON.stringify(asked)}: give one of ${languagesOf(overlay).join(', ')}, ` +
      'or add a folder to templates/languages.',
  )
}
