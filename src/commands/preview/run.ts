import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { parseFileNamePattern } from '../../assignment/file-names.ts'
import { parseIdentity } from '../../assignment/identity.ts'
import type { Session } from '../../command-line/session.ts'
import { runsFolder } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { servePreview } from '../../preview/server.ts'
import { watchFolder } from '../../preview/watcher.ts'
import { project } from '../../project.ts'
import { renderWebPage } from '../../report/render.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { chosenLanguage } from '../chosen-language.ts'
import { givenRun, newestRun } from '../given-run.ts'
import { readReportData } from '../report-data.ts'
import type { Options } from './options.ts'

/** `npm run preview`: the report in a browser on this computer, renewed after each change of templates or data. */
export async function run(options: Options, { signal }: Session): Promise<void> {
  const identity = parseIdentity(options)
  const fileName = options.fileName === undefined ? null : parseFileNamePattern(options.fileName)
  const { data, templates } = project()
  const language = chosenLanguage(options.language)
  const find = () => {
    const folder = givenRun(options) ?? newestRun()
    if (folder === null)
      throw new UserError('usage', 'There is no complete run to show: measure with “npm run lab”, or add --example.')
    return folder
  }
  // Without a run there is nothing to show, whatever is changed later.
  find()
  let measured: ReturnType<typeof readReportData> | null = null
  let reuse: unknown = null
  await using server = await servePreview(options.port)
  const renew = async (again: boolean) => {
    const startedAt = performance.now()
    try {
      const loaded = loadTemplates(templates, language)
      if (again || measured === null)
        measured = readReportData(find(), loaded, measured === null ? {} : { before: measured.loaded })
      const page = await renderWebPage({
        ...measured,
        identity,
        templates: loaded,
        example: options.example ?? false,
        edition: options.edition,
        fileName,
        reuse,
      })
      reuse = page.reuse
      server.report(page.html)
      process.stderr.write(`renewed in ${(performance.now() - startedAt).toFixed(0)} ms\n`)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      server.fault(error.message)
      process.stderr.write(`${error.message}\n`)
    }
  }
  // One at a time, and always once more for a change that came meanwhile.
  let queue = renew(false)
  let failed: unknown
  const schedule = (again: boolean) => {
    queue = queue
      .then(() => renew(again))
      .catch((error: unknown) => {
        failed ??= error
      })
  }
  await queue
  // Words and settings are part of what is said of the data; texts and styles are put around it.
  using _templates = watchFolder(templates, (names) => schedule([...names].some((name) => name.endsWith('.json'))))
  using _data = existsSync(runsFolder(data)) ? watchFolder(runsFolder(data), () => schedule(true)) : null
  process.stdout.write(`${server.url}\n`)
  process.stderr.write('Open this address in a browser on this computer; Ctrl-C ends the preview.\n')
  if (!signal.aborted) await once(signal, 'abort')
  if (failed !== undefined) throw failed
}
