import path from 'node:path'
import type { Session } from '../../command-line/session.ts'
import { project } from '../../project.ts'
import { findBrowser } from '../../setup/browser.ts'
import type { Options } from './options.ts'
import { inputsHash, notePrinted, printedBefore } from './printed.ts'
import { wantedReport } from './wanted.ts'

/**
 * `npm run report`: prints the path of the PDF, and of the HTML where that is wanted; beside it lie the ledger and its
 * tables. Where nothing has changed since these files were printed, they are left as they are.
 */
export async function run(options: Options, session: Session): Promise<void> {
  const wanted = await wantedReport(options, session)
  const { identity, fileName, videoUrl, out, folder, compareWith } = wanted
  const found = findBrowser()
  const note = path.join(out, '.cache', `${identity.id}.printed.json`)
  const inputs = inputsHash({
    folders: [folder, ...(compareWith === null ? [] : [compareWith]), project().templates],
    browser: found?.path ?? '',
    asked: [options, identity, fileName, videoUrl, out],
  })
  const before = printedBefore(note, inputs)
  if (before !== null) {
    process.stderr.write(before.stderr)
    process.stdout.write(before.stdout)
    return
  }
  // The browser starts while the run is read and the page is made: first of all, since that leaves it no turn.
  const { startBrowser } = await import('../../browser/browser.ts')
  const browser = startBrowser(found)
  browser.catch(() => undefined)
  try {
    const { makeReport } = await import('./make.ts')
    const { files, ...said } = await makeReport(wanted, browser)
    notePrinted(note, inputs, files, said)
    process.stdout.write(said.stdout)
  } finally {
    await (await browser.catch(() => null))?.[Symbol.asyncDispose]()
  }
}
