import path from 'node:path'
import { parseFileNamePattern } from '../../assignment/file-names.ts'
import type { Session } from '../../command-line/session.ts'
import { fromUser } from '../../command-line/user-folder.ts'
import { writeAtomically } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { type DataMarks, sameData } from '../../inspection/same-data.ts'
import { project } from '../../project.ts'
import { Overlay } from '../../templates/overlay.ts'
import { loadReportTemplate } from '../../templates/report-template.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { chosenLanguage } from '../chosen-language.ts'
import { readClass } from '../class-file.ts'
import { writableOut } from '../writable-folder.ts'
import { classCsv } from './class-csv.ts'
import { classPage } from './class-page.ts'
import { type ClassRow, type ComparedRow, classRow } from './class-row.ts'
import { classTable } from './class-table.ts'
import { type HandedIn, ofFiles, ofStudents, pdfsBelow } from './handed-in.ts'
import { observedIn } from './observations.ts'
import type { Options } from './options.ts'

const NO_SAME: ComparedRow['same'] = { file: [], run: [], numbers: [] }

/**
 * A table of what a class has handed in, on standard output and as `checks.csv` and `checks.html`.
 * @throws UserError `usage` where the list is wrong, or there is nothing to look at
 */
export async function checkClass(options: Options, { signal }: Session): Promise<void> {
  if (options.id !== undefined)
    throw new UserError('usage', 'Give --id for one report, or --ids or --folder for several: not both.')
  if (options.reproducible) throw new UserError('usage', '--reproducible prints one report twice: give it with --id.')
  const { templates } = project()
  const { words } = loadTemplates(templates, chosenLanguage(options.language))
  const { handedIn, others } = findAll(options)
  const out = writableOut()
  const observed = observedIn()
  const rows: ClassRow[] = []
  const marks = new Map<ClassRow, DataMarks>()
  for (const [index, one] of handedIn.entries()) {
    signal.throwIfAborted()
    process.stderr.write(`${index + 1}/${handedIn.length}  ${one.id}\n`)
    const read = await classRow(one, observed, words)
    rows.push(read.row)
    if (read.marks !== null) marks.set(read.row, read.marks)
  }
  const same = sameData([...marks.values()])
  const sameOf = new Map([...marks.keys()].map((row, index) => [row, same[index]]))
  const compared = rows.map((row): ComparedRow => ({ ...row, same: sameOf.get(row) ?? NO_SAME }))
  const csv = path.join(out, 'checks.csv')
  const html = path.join(out, 'checks.html')
  writeAtomically(csv, classCsv(compared))
  writeAtomically(html, classPage(compared, others, words))
  process.stdout.write(options.json ? `${JSON.stringify(compared, null, 2)}\n` : classTable(compared, words))
  if (!options.json) process.stdout.write(`${html}\n${csv}\n`)
}

/** What is to be looked at, and files that are nobody's. */
function findAll({ ids, folder: typed, fileName }: Options): { handedIn: HandedIn[]; others: string[] } {
  const { out, templates } = project()
  const pattern =
    fileName === undefined ? loadReportTemplate(new Overlay(templates)).fileName : parseFileNamePattern(fileName)
  const folder = typed === undefined ? out : fromUser(typed)
  if (ids === undefined) {
    const handedIn = ofFiles(folder, pdfsBelow(folder), pattern)
    if (handedIn.length === 0)
      throw new UserError('usage', `No PDF lies below ${folder}: give a folder in which reports lie.`)
    return { handedIn, others: [] }
  }
  const { students } = readClass(ids, ({ id, name }) => ({ id, name }))
  const { handedIn, others } = ofStudents(students, folder, pdfsBelow(folder), pattern)
  // In the project's own folder lies more than what a class has handed in.
  return { handedIn, others: typed === undefined ? [] : others.map((file) => path.relative(folder, file)) }
}
