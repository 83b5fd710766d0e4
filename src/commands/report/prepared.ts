import path from 'node:path'
import { project } from '../../project.ts'
import type { ChartDrawer, supplementOf } from '../../report/render.ts'
import type { Templates } from '../../templates/templates.ts'
import { turn } from '../../turn.ts'
import { ledgerText } from '../ledger-file.ts'
import type { readReportData } from '../report-data.ts'
import type { Inputs } from './printed.ts'
import type { Wanted } from './wanted.ts'

/** What all reports of one run in one language are made from: read, analysed and drawn once. */
export interface Prepared extends AsyncDisposable {
  templates: Templates
  data: ReturnType<typeof readReportData>
  /** Leaves to the next report what was read for this one. */
  keep: () => void
  /** Ledger and tables, made when they are asked for first. */
  beside: () => { ledger: string } & ReturnType<typeof supplementOf>
  /** Gives the one that draws charts to whoever asks first. */
  takeDrawer: () => ChartDrawer | undefined
  /** What the report before left to the next one; null before the first. */
  reuse: unknown
}

/**
 * Reads and checks all that a report is made from.
 * @param inputs hashes of what it is made of
 * @throws UserError `template`, `data`
 */
export async function prepare(
  { language, folder, compareWith, example, out }: Wanted,
  inputs: Pick<Inputs, 'program' | 'known'>,
): Promise<Prepared> {
  // One after the other, and with turns for the browser that starts meanwhile.
  const { loadTemplates } = await import('../../templates/templates.ts')
  await turn()
  const [{ KeptTrials }, { readReportData }] = await Promise.all([
    import('../kept-trials.ts'),
    import('../report-data.ts'),
  ])
  await turn()
  const { ChartDrawer, ledgerOf, supplementOf } = await import('../../report/render.ts')
  await turn()
  const drawer = new ChartDrawer()
  try {
    // Charts of other data have to be drawn; those of the same data most likely were.
    const start = () => drawer.start()
    const program = inputs.program()
    const by = program === null ? null : { program, digestOf: inputs.known }
    const kept = by === null ? null : new KeptTrials(path.join(out, '.cache'), path.basename(folder), by, start)
    if (kept === null) start()
    const templates = loadTemplates(project().templates, language)
    await turn()
    const data = readReportData(folder, templates, {
      ...(kept === null ? {} : { kept }),
      ...(compareWith === null ? {} : { compareWith }),
    })
    const beside = onceMade(() => {
      const ledger = ledgerOf({ ...data, example }, templates.words)
      return { ledger: ledgerText(ledger), ...supplementOf(ledger, data) }
    })
    const drawers = [drawer]
    const takeDrawer = () => drawers.pop()
    return {
      templates,
      data,
      keep: () => kept?.keep(),
      beside,
      takeDrawer,
      reuse: null,
      [Symbol.asyncDispose]: () => drawer[Symbol.asyncDispose](),
    }
  } catch (error) {
    await drawer[Symbol.asyncDispose]()
    throw error
  }
}

/** Makes something when it is asked for first. */
function onceMade<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
