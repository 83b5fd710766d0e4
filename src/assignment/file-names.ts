import { UserError } from '../errors.ts'

/** In a pattern, the place of the student's id. */
const ID = '{id}'
const LONGEST = 100

/** How the names of all that is made for one id end: of what is handed in, and of what lies beside it. */
const ENDINGS = {
  pdf: '.pdf',
  html: '.html',
  ledger: '.figures.json',
  figures: '.figures.csv',
  samples: '.samples.csv',
  film: '.mp4',
  /** The course takes it, too; nothing here makes it. */
  otherFilm: '.mov',
  steps: '.steps.json',
  webVtt: '.vtt',
  subRip: '.srt',
  poster: '.poster.png',
} as const

export type FileNames = Readonly<Record<keyof typeof ENDINGS, string>> & {
  /** What one terminal of the film showed. */
  readonly cast: (terminal: string) => string
}

/** What a pattern must be, as the end of a sentence. */
export const FILE_NAME_RULE = `must hold ${ID}, begin with neither - nor ., and have at most ${LONGEST} characters, none of them a slash, a brace or a control character`

/** Whether a pattern gives names that any program takes for names, and that lie where they are put. */
export const isFileNamePattern = (pattern: string): boolean =>
  pattern.includes(ID) &&
  [...pattern].length <= LONGEST &&
  /^(?![-.\s])[^/\\{}\p{C}\p{Zl}\p{Zp}]*(?<!\s)$/u.test(pattern.replaceAll(ID, 'x'))

/**
 * A pattern as it is typed. The ending of the PDF may stand at its end.
 * @throws UserError `usage` for one that names no file, or one elsewhere
 */
export function parseFileNamePattern(typed: string): string {
  const pattern = typed.replace(/\.pdf$/i, '')
  if (isFileNamePattern(pattern)) return pattern
  throw new UserError(
    'usage',
    `The file name ${JSON.stringify(typed)} can't be used: it ${FILE_NAME_RULE}, for example --file-name "HW1_1_${ID}".`,
  )
}

/** The names of all that is made for an id, by a pattern that was checked. */
export function fileNames(id: string, pattern: string): FileNames {
  const stem = pattern.replaceAll(ID, id)
  const names = Object.entries(ENDINGS).map(([product, ending]) => [product, `${stem}${ending}`])
  return {
    ...(Object.fromEntries(names) as Record<keyof typeof ENDINGS, string>),
    cast: (terminal) => `${stem}.${terminal}.cast`,
  }
}
