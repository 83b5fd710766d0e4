import { parseVideoUrl } from '../../assignment/video-url.ts'
import type { Session } from '../../command-line/session.ts'
import { UserError } from '../../errors.ts'
import { project } from '../../project.ts'
import { askedLanguage } from '../../templates/language.ts'
import { Overlay } from '../../templates/overlay.ts'
import { readClass } from '../class-file.ts'
import { givenRun } from '../given-run.ts'
import type { Options } from './options.ts'
import { askedAlike, madeFrom, notItself, type Wanted } from './wanted.ts'

/** A report that a line of a list asks for. */
export interface WantedOfClass extends Wanted {
  line: number
}

/** In an address, the place of the student's id. */
const ID = '{id}'

/**
 * The reports of a class, in the order of its list. All that can be wrong with the list is found here, before anything is
 * printed.
 * @throws UserError
 */
export async function wantedClass(
  options: Options & { ids: string },
  session: Session,
): Promise<{ file: string; wanted: WantedOfClass[] }> {
  const { name, example, videoUrl } = options
  if (name !== undefined)
    throw new UserError('usage', 'With --ids a name stands in the list: put it into the column name instead of --name.')
  if (videoUrl !== undefined && !videoUrl.includes(ID))
    throw new UserError('usage', `With --ids each student has a film: write ${ID} into the address of --video-url.`)
  const alike = askedAlike(options)
  const overlay = new Overlay(project().templates)
  const { file, students } = readClass(options.ids, ({ id, name, language, run }) => {
    if (run !== null && example) throw new UserError('usage', `a run is named, and with --example there is one for all`)
    const folder = run === null ? null : notItself(givenRun({ run }) ?? run, alike.wanted)
    return {
      identity: { id, name },
      videoUrl: videoUrl === undefined ? null : parseVideoUrl(videoUrl.replaceAll(ID, id)),
      language: language === null ? alike.language : askedLanguage(overlay, language),
      folder,
    }
  })
  const needsOne = students.some(({ folder }) => folder === null)
  const { out, folder: usual } = await madeFrom(
    alike.given ?? (needsOne ? null : (students[0]?.folder ?? null)),
    alike.language,
    session,
  )
  if (needsOne) notItself(usual, alike.wanted)
  const wanted = students.map((student) => ({ ...alike.wanted, ...student, folder: student.folder ?? usual, out }))
  return { file, wanted }
}

/** What reports must have in common to be made from the same. */
export const madeOf = ({ folder, language }: Wanted): string => JSON.stringify([folder, language ?? null])
