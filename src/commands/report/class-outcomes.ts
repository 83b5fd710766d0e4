import { type ErrorCode, UserError } from '../../errors.ts'
import type { Report } from './printed.ts'
import { saidOf } from './said.ts'
import type { WantedOfClass } from './wanted-class.ts'

/** What became of a line of the list. */
type Outcome = { line: number; id: string } & (
  | { report: Report; unchanged: boolean }
  | { error: { code: ErrorCode; message: string } }
)

/** What became of the reports of a class, told line by line and at the end. */
export class ClassOutcomes {
  readonly #file: string
  readonly #total: number
  readonly #json: boolean
  readonly #all: Outcome[] = []
  readonly #said = new Set<string>()

  /** @param file the list, as it is called in sentences */
  constructor(file: string, total: number, json: boolean) {
    this.#file = file
    this.#total = total
    this.#json = json
  }

  /** @param durationMs null where it lay there already */
  printed({ line, identity: { id } }: WantedOfClass, report: Report, durationMs: number | null): void {
    this.#add(
      { line, id, report, unchanged: durationMs === null },
      durationMs === null ? 'unchanged' : `printed in ${(durationMs / 1000).toFixed(1)} s`,
    )
    // What is true of all of them is said once.
    for (const sentence of saidOf(report, '<id>')) {
      if (!this.#said.has(sentence)) process.stderr.write(`${sentence}\n`)
      this.#said.add(sentence)
    }
    if (this.#json) return
    for (const file of [report.pdf, report.html]) if (file !== undefined) process.stdout.write(`${file}\n`)
  }

  failed({ line, identity: { id } }: WantedOfClass, { code, message }: UserError): void {
    this.#add({ line, id, error: { code, message } }, 'not printed')
  }

  #add(outcome: Outcome, what: string): void {
    this.#all.push(outcome)
    const count = `${String(this.#all.length).padStart(String(this.#total).length)}/${this.#total}`
    process.stderr.write(`${count}  ${outcome.id}  ${what}\n`)
  }

  /** With `--json` the list of all, in the order of the lines. */
  tell(): void {
    if (!this.#json) return
    const list = this.#all
      .toSorted((a, b) => a.line - b.line)
      .map((outcome) => {
        const { line, id } = outcome
        if ('error' in outcome) return { line, id, error: outcome.error }
        const { pdf, html, run, bytes } = outcome.report
        return { line, id, pdf, ...(html === undefined ? {} : { html }), run, bytes, unchanged: outcome.unchanged }
      })
    process.stdout.write(`${JSON.stringify(list)}\n`)
  }

  tellInterrupted(): void {
    const printed = this.#all.filter((one) => 'report' in one).length
    process.stderr.write(
      `${printed} of ${this.#total} reports are printed; the same command goes on with the others.\n`,
    )
  }

  /** Null where all were printed; else with a line for each that was not. */
  failure(): UserError | null {
    const failed = this.#all.flatMap((one) => ('error' in one ? one : [])).sort((a, b) => a.line - b.line)
    const [first] = failed
    if (first === undefined) return null
    const { code } = first.error
    const lines = failed.map(({ line, id, error }) => `${this.#file}:${line}: ${id}: ${error.message}`)
    return new UserError(
      failed.every(({ error }) => error.code === code) ? code : 'render',
      `${failed.length} of ${this.#total} reports were not printed:\n  ${lines.join('\n  ')}`,
    )
  }
}
