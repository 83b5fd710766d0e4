import { parseFileNamePattern } from '../../assignment/file-names.ts'
import { type Identity, parseIdentity } from '../../assignment/identity.ts'
import { parseVideoUrl } from '../../assignment/video-url.ts'
import type { Session } from '../../command-line/session.ts'
import { UserError } from '../../errors.ts'
import { ensurePackages } from '../../setup/packages.ts'
import { chosenLanguage } from '../chosen-language.ts'
import { givenRun, newestRun } from '../given-run.ts'
import { measureFirst } from '../measure.ts'
import { writableOut } from '../out-folder.ts'
import type { Options } from './options.ts'

/** What is to be printed, and where. */
export interface Wanted {
  options: Options
  identity: Identity
  fileName: string | null
  /** What was asked for, if any was. */
  language: string | undefined
  videoUrl: string | null
  out: string
  /** Of the run, and of the one that it is put beside. */
  folder: string
  compareWith: string | null
}

/** All that can be wrong with what was asked for is found here, before anything is measured. @throws UserError */
export async function wantedReport(options: Options, session: Session): Promise<Wanted> {
  const identity = parseIdentity(options)
  const fileName = options.fileName === undefined ? null : parseFileNamePattern(options.fileName)
  const videoUrl = options.videoUrl === undefined ? null : parseVideoUrl(options.videoUrl)
  const language = chosenLanguage(options.language)
  const given = givenRun(options)
  const compareWith = options.compare === undefined ? null : givenRun({ run: options.compare })
  await ensurePackages('report', session.signal)
  const out = writableOut()
  const folder = given ?? newestRun() ?? (await measureFirst(session, language))
  if (compareWith === folder) throw new UserError('usage', "A run can't be compared with itself: name an earlier one.")
  return { options, identity, fileName, language, videoUrl, out, folder, compareWith }
}
