import path from 'node:path'
import { fileNames } from '../../assignment/file-names.ts'
import type { PrintBrowser } from '../../browser/browser.ts'
import { writeAtomically } from '../../data/store.ts'
import { renderReport } from '../../report/render.ts'
import { keep, kept } from '../kept.ts'
import { unsaidIn } from '../observations.ts'
import type { Prepared } from './prepared.ts'
import type { Report } from './printed.ts'
import type { Wanted } from './wanted.ts'

/**
 * Prints a report, and writes it with its ledger and their tables beside it. Nothing is written unless it was printed.
 * @param done called when the browser is not needed any more
 */
export async function makeReport(
  { identity, fileName, videoUrl, edition, html, example, out }: Wanted,
  prepared: Prepared,
  browser: Promise<PrintBrowser>,
  done?: () => void,
): Promise<{ report: Report; files: string[] }> {
  const { templates, data, beside } = prepared
  const names = fileNames(identity.id, fileName ?? templates.report.fileName)
  const at = (name: string) => path.join(out, name)
  const last = path.join(out, '.cache', `${names.pdf}.json`)
  const isFirst = prepared.reuse === null
  const { pdf, web, reuse, boxes } = await renderReport({
    ...data,
    videoUrl,
    identity,
    templates,
    example,
    edition,
    fileName,
    browser,
    outFolder: out,
    web: html,
    printed: done,
    reuse: prepared.reuse ?? kept(last),
    drawer: prepared.takeDrawer(),
    whilePrinting() {
      beside()
      prepared.keep()
    },
  })
  writeAtomically(at(names.pdf), pdf)
  const { ledger, figures, samples } = beside()
  const texts = { [names.ledger]: ledger, [names.figures]: figures, [names.samples]: samples }
  for (const [name, text] of Object.entries(texts)) writeAtomically(at(name), text)
  // Those that are made from the same need it once.
  if (isFirst) keep(last, () => reuse)
  prepared.reuse = reuse
  if (web !== null) writeAtomically(at(names.html), web)
  const printed = { pdf: at(names.pdf), ...(web === null ? {} : { html: at(names.html) }) }
  return {
    report: {
      ...printed,
      run: data.loaded.run.id,
      bytes: pdf.length,
      unsaid: example ? [] : unsaidIn(templates),
      warnings: [
        ...(templates.untranslated === null ? [] : [templates.untranslated]),
        ...(boxes.length === 0 ? [] : [await boxesSentence(boxes)]),
      ],
    },
    files: [...Object.values(printed), ...Object.keys(texts).map(at)],
  }
}

/** A name, a template or what a program printed may hold characters that none of the report's fonts has. */
async function boxesSentence(characters: readonly string[]): Promise<string> {
  const { named, remedy } = await import('../../fonts/coverage.ts')
  const one = characters.length === 1
  return `The report's fonts have no ${named(characters)}: ${one ? 'it is printed as an empty box' : 'they are printed as empty boxes'}. ${remedy()}`
}
