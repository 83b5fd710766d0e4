import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseId } from '../../assignment/identity.ts'
import type { Session } from '../../command-line/session.ts'
import { Ledger } from '../../data/ledger-schema.ts'
import { EXITS, UserError } from '../../errors.ts'
import { tryRun } from '../../process.ts'
import { project } from '../../project.ts'
import { ensurePackages } from '../../setup/packages.ts'
import { givenRun } from '../given-run.ts'
import { writeLedger } from '../ledger-file.ts'
import { productNames } from '../product-names.ts'
import { readReportData } from '../report-data.ts'
import type { Options } from './options.ts'

/** A ledger, and the folder of the run that it is about. */
interface Subject {
  ledger: string
  run: string
}

/**
 * `npm run verify`: hands the ledger and the raw files to a program that shares nothing with this one, and prints its
 * last word, `N figures, M differ`.
 * @throws UserError `check` where a figure differs, `setup` without python3, `data` where the ledger can't be read
 */
export async function run(options: Options, session: Session): Promise<void> {
  await ensurePackages('verify', session.signal)
  const scratch = mkdtempSync(path.join(tmpdir(), 'verify-'))
  try {
    const subject = await subjectOf(options, scratch)
    const script = path.join(project().root, 'src/verify/verify.py')
    const argv = ['python3', '-B', script, subject.ledger, subject.run, ...(options.json ? ['--json'] : [])]
    // Its files are UTF-8, whatever the locale says.
    const outcome = await tryRun(argv, { signal: session.signal, env: { PYTHONUTF8: '1' } })
    if (outcome.exitCode !== 0 && outcome.exitCode !== EXITS.check.code)
      throw new UserError('data', `The ledger could not be recomputed: ${outcome.failure}`, {
        facts: { stderr: outcome.stderr.trim() },
      })
    process.stdout.write(outcome.stdout)
    if (outcome.exitCode !== 0)
      throw new UserError('check', 'Figures of the ledger differ from what the raw files say: they are listed above.')
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function subjectOf({ id, fileName, ...options }: Options, scratch: string): Promise<Subject> {
  const given = givenRun(options)
  if (id === undefined) {
    if (given === null) throw new UserError('usage', 'Say what is to be verified: --id, --run or --example.')
    return { ledger: await newLedger(given, options.example ?? false, scratch), run: given }
  }
  if (given !== null) throw new UserError('usage', 'Give either --id or a run, not both: a ledger names its own run.')
  const ledger = path.join(project().out, productNames(parseId(id), fileName).ledger)
  const { run, example } = storedLedger(ledger)
  const folder = givenRun(example ? { example } : { run })
  if (folder === null) throw new UserError('data', `The run ${run} of ${ledger} is not there.`)
  return { ledger, run: folder }
}

async function newLedger(run: string, example: boolean, scratch: string): Promise<string> {
  const [{ ledgerOf }, { loadTemplates }] = await Promise.all([
    import('../../report/render.ts'),
    import('../../templates/templates.ts'),
  ])
  const templates = loadTemplates(project().templates)
  const file = path.join(scratch, 'figures.json')
  writeLedger(file, ledgerOf({ ...readReportData(run, templates), example }, templates.words))
  return file
}

function storedLedger(file: string): Ledger {
  let text: unknown
  try {
    text = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new UserError('data', `There is no ledger that can be read at ${file}: npm run report writes it.`, { cause })
  }
  const ledger = Ledger.safeParse(text)
  if (ledger.success) return ledger.data
  const where = ledger.error.issues[0]?.path.join('.') ?? 'the top'
  throw new UserError('data', `${file} is no ledger, at ${where}: npm run report writes it anew.`)
}
