import { UserError } from '../errors.ts'

const LONGEST = 500
const PRIVATE = /^(localhost|.*\.(local|localhost|internal|lan|home\.arpa)|\[.*\]|\d{1,3}(\.\d{1,3}){3}|[^.]+)$/i

/**
 * The address of the uploaded film, as it stands on the report's first page.
 * @throws UserError `usage` for anything but an https address of a public host without a user's name or password
 */
export function parseVideoUrl(text: string): string {
  const url = URL.parse(text)
  const isPublic =
    url !== null &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    !PRIVATE.test(url.hostname.replace(/\.$/, ''))
  if (isPublic && url.href.length <= LONGEST) return url.href
  throw new UserError(
    'usage',
    `The address ${JSON.stringify(text)} can't be used: give the https link under which the film can be ` +
      'seen, for example --video-url https://drive.google.com/file/d/…/view.',
  )
}
