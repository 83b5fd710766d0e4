import { parseFileNamePattern } from '../../assignment/file-names.ts'
import type { Session } from '../../command-line/session.ts'
import { UserError } from '../../errors.ts'
import type { Checks } from '../../inspection/checks.ts'
import { differenceSentence, pdfDifference } from '../../inspection/pdf-difference.ts'
import type { Provenance } from '../../inspection/provenance.ts'
import { project } from '../../project.ts'
import { renderReport } from '../../report/render.ts'
import { findBrowser } from '../../setup/browser.ts'
import { ensurePackages } from '../../setup/packages.ts'
import { knownLanguage } from '../../templates/language.ts'
import { Overlay } from '../../templates/overlay.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { givenRun } from '../given-run.ts'
import { readReportData } from '../report-data.ts'

/**
 * Prints the run that a report was made from twice, each time with a browser of its own and without what an earlier
 * render left, and compares the bytes.
 *
 * @param provenance of the report
 * @param fileName the pattern by which its file was found, where it is not that of report.json: it stands in the report
 * @throws UserError `check` where it names no run, `usage` where that run is not there any more
 */
export async function printTwice(
  provenance: Provenance | null,
  fileName: string | undefined,
  printed: Uint8Array,
  { signal }: Session,
): Promise<NonNullable<Checks['reproducible']>> {
  if (provenance === null) {
    throw new UserError(
      'check',
      'The file does not say which run it was made from, as an older version printed it, or another program: ' +
        'print it again with npm run report.',
    )
  }
  const { run, example, edition, student: identity, videoUrl, language } = provenance
  await ensurePackages('report', signal)
  const folder = givenRun(example ? { example } : { run })
  if (folder === null) throw new Error('a run was asked for, and none was given')
  const delivered = project().templates
  const templates = loadTemplates(delivered, knownLanguage(new Overlay(delivered), language) ?? undefined)
  const data = readReportData(folder, templates)
  const pdfs: Uint8Array[] = []
  for (let i = 0; i < 2; i++) {
    signal.throwIfAborted()
    const { pdf } = await renderReport({
      ...data,
      videoUrl,
      identity,
      example,
      edition,
      fileName: fileName === undefined ? null : parseFileNamePattern(fileName),
      templates,
      outFolder: project().out,
      browser: findBrowser(),
    })
    pdfs.push(pdf)
  }
  const [first = printed, second = printed] = pdfs
  const difference = pdfDifference(first, second)
  if (difference !== null) return { same: false, evidence: differenceSentence(difference) }
  const since =
    pdfDifference(printed, first) === null
      ? 'and they are those of the report'
      : 'but not those of the report: the templates or the program changed since it was printed'
  return { same: true, evidence: `two prints of run ${run} gave the same ${first.length} bytes, ${since}` }
}
