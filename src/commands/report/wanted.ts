import { parseFileNamePattern } from '../../assignment/file-names.ts'
import { type Identity, parseIdentity } from '../../assignment/identity.ts'
import { parseVideoUrl } from '../../assignment/video-url.ts'
import type { Session } from '../../command-line/session.ts'
import { UserError } from '../../errors.ts'
import { ensurePackages } from '../../setup/packages.ts'
import type { Edition } from '../../templates/edition.ts'
import { chosenLanguage } from '../chosen-language.ts'
import { givenRun, newestRun } from '../given-run.ts'
import { measureFirst } from '../measure.ts'
import { writableOut } from '../writable-folder.ts'
import type { Options } from './options.ts'

/** What is to be printed, and where. */
export interface Wanted {
  identity: Identity
  fileName: string | null
  /** What was asked for, if any was. */
  language: string | undefined
  videoUrl: string | null
  edition: Edition
  /** Whether the edition for a browser is wanted as well. */
  html: boolean
  example: boolean
  out: string
  /** Of the run, and of the one that it is put beside. */
  folder: string
  compareWith: string | null
}

/** All that can be wrong with what was asked for is found here, before anything is measured. @throws UserError */
export async function wantedReport(options: Options & { id: string }, session: Session): Promise<Wanted> {
  const identity = parseIdentity(options)
  const videoUrl = options.videoUrl === undefined ? null : parseVideoUrl(options.videoUrl)
  const alike = askedAlike(options)
  const { out, folder } = await madeFrom(alike.given, alike.language, session)
  return { ...alike.wanted, identity, language: alike.language, videoUrl, out, folder: notItself(folder, alike.wanted) }
}

type Alike = Pick<Wanted, 'fileName' | 'edition' | 'html' | 'example' | 'compareWith'>

/** What is asked for alike, however many reports are wanted. @throws UserError `usage` */
export function askedAlike(options: Options): {
  wanted: Alike
  language: string | undefined
  /** Folder of the run that was asked for. */
  given: string | null
} {
  const fileName = options.fileName === undefined ? null : parseFileNamePattern(options.fileName)
  const language = chosenLanguage(options.language)
  const given = givenRun(options)
  const compareWith = options.compare === undefined ? null : givenRun({ run: options.compare })
  const { edition, html = false, example = false } = options
  return { wanted: { fileName, edition, html, example, compareWith }, language, given }
}

/** Where reports are put, and the run that they are made from where no other is named; it is measured where there is none. */
export async function madeFrom(
  given: string | null,
  language: string | undefined,
  session: Session,
): Promise<{ out: string; folder: string }> {
  const there = given ?? newestRun()
  if (there !== null) await ensurePackages('report', session.signal)
  const out = writableOut()
  return { out, folder: there ?? (await measureFirst('measured report', session, language)) }
}

/** @throws UserError `usage` where a run would be compared with itself */
export function notItself(folder: string, { compareWith }: Pick<Wanted, 'compareWith'>): string {
  if (compareWith === folder) throw new UserError('usage', "A run can't be compared with itself: name an earlier one.")
  return folder
}
