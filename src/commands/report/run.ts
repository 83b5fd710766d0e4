import type { Session } from '../../command-line/session.ts'
import { findBrowser } from '../../setup/browser.ts'
import { oneOf } from '../whose.ts'
import type { Options } from './options.ts'
import { inputsHashes, noteOf, notePrinted, printedBefore, type Report } from './printed.ts'
import { saidOf } from './said.ts'
import { wantedReport } from './wanted.ts'

/**
 * `npm run report`: prints the path of the PDF, and of the HTML where that is wanted; beside it lie the ledger and its
 * tables. Where nothing has changed since these files were printed, they are left as they are. Of a class there is one for
 * each student.
 */
export async function run(options: Options, session: Session): Promise<void> {
  const asked = oneOf(options)
  if ('ids' in asked) {
    const { reportClass } = await import('./report-class.ts')
    return reportClass({ ...options, ...asked }, session)
  }
  const wanted = await wantedReport({ ...options, ...asked }, session)
  const found = findBrowser()
  const hashes = inputsHashes(found?.path ?? '')
  const inputs = hashes.of(wanted)
  const before = printedBefore(noteOf(wanted), inputs)
  if (before !== null) return tell(before, asked.id, options)
  // The browser starts while the run is read and the page is made: first of all, since that leaves it no turn.
  const { startBrowser } = await import('../../browser/browser.ts')
  const { promise: spawned, resolve } = Promise.withResolvers<void>()
  const browser = startBrowser(found, undefined, { spawned: resolve })
  let closing: Promise<void> | null = null
  // It need not be there any more while the PDF is finished and written.
  const close = () => {
    closing ??= browser.then((one) => one[Symbol.asyncDispose]()).catch(() => undefined)
    return closing
  }
  try {
    await Promise.race([spawned, browser.catch(() => undefined)])
    const { prepare } = await import('./prepared.ts')
    await using prepared = await prepare(wanted, hashes)
    const { makeReport } = await import('./make.ts')
    const { report, files } = await makeReport(wanted, prepared, browser, close)
    notePrinted(noteOf(wanted), inputs, files, report)
    tell(report, asked.id, options)
  } finally {
    await close()
  }
}

function tell(report: Report, id: string, { json }: Options): void {
  for (const sentence of saidOf(report, id)) process.stderr.write(`${sentence}\n`)
  const { pdf, html, run, bytes } = report
  if (json) process.stdout.write(`${JSON.stringify({ pdf, ...(html === undefined ? {} : { html }), run, bytes })}\n`)
  else for (const file of [pdf, html]) if (file !== undefined) process.stdout.write(`${file}\n`)
}
