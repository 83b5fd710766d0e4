import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseId } from '../../assignment/identity.ts'
import { parseVideoUrl } from '../../assignment/video-url.ts'
import type { Session } from '../../command-line/session.ts'
import { orStorageError } from '../../data/storage-error.ts'
import { writeAtomically } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import type { Checks } from '../../inspection/checks.ts'
import { gradeItems } from '../../inspection/grade.ts'
import { inspect } from '../../inspection/inspect.ts'
import { checksOf } from '../../inspection/report-checks.ts'
import { checkVideoLink } from '../../inspection/video-link.ts'
import { project } from '../../project.ts'
import { loadTemplates } from '../../templates/templates.ts'
import { chosenLanguage } from '../chosen-language.ts'
import { productNames } from '../product-names.ts'
import { oneOf } from '../whose.ts'
import { findFilm } from './film.ts'
import { observationsIn } from './observations.ts'
import type { Options } from './options.ts'
import { printTwice } from './reproduction.ts'

/**
 * `npm run check`: whether what lies in `out/` can be handed in, or a table of what a class has handed in.
 * @throws UserError `usage` where there is no PDF, `check` where a check fails or an item of the report is not there
 */
export async function run(options: Options, session: Session): Promise<void> {
  if (options.ids !== undefined || options.folder !== undefined) {
    const { checkClass } = await import('./check-class.ts')
    return checkClass(options, session)
  }
  const asked = oneOf(options)
  if ('id' in asked) await checkOne({ ...options, ...asked }, session)
}

async function checkOne(options: Options & { id: string }, session: Session): Promise<void> {
  const id = parseId(options.id)
  const { out, templates: folder } = project()
  const asked = chosenLanguage(options.language)
  const names = productNames(id, options.fileName)
  const file = path.join(out, names.pdf)
  if (!existsSync(file)) {
    throw new UserError(
      'usage',
      `There is no ${file}, so there is nothing to check: print it with ` + `npm run report -- --id ${id}.`,
    )
  }
  const pdf = orStorageError(file, () => readFileSync(file))
  const report = await inspect(pdf)
  const { words } = loadTemplates(folder, asked)
  const deliverables = { id, report, film: await findFilm(out, names) }
  const { provenance, links } = report
  // What an older version printed says of no address that it is the film's: on the first page there was no other.
  const video = provenance === null ? (links.onFirstPage[0] ?? null) : provenance.videoUrl
  const checks = [
    ...checksOf(deliverables, words),
    ...(video === null ? [] : [await checkVideoLink(parseVideoUrl(video), fetch, words)]),
  ]
  const rubric = gradeItems(deliverables, words)
  const reproducible = options.reproducible ? await printTwice(provenance, options.fileName, pdf, session) : null
  const sum = (items: Checks['rubric']) => items.reduce((total, { points }) => total + points, 0)
  const unanswered = rubric.filter(({ part, status }) => part !== 'film' && status !== 'present')
  const result: Checks = {
    schema: 1,
    id,
    pdf: { file, bytes: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') },
    passed: checks.every(({ passed }) => passed) && unanswered.length === 0 && reproducible?.same !== false,
    checks,
    rubric,
    observations: observationsIn(report, words),
    points: { total: sum(rubric), present: sum(rubric.filter(({ status }) => status === 'present')) },
    reproducible,
  }
  const json = `${JSON.stringify(result, null, 2)}\n`
  writeAtomically(path.join(out, 'checks.json'), json)
  process.stdout.write(options.json ? json : summary(result))
  if (result.passed) return
  const failed = [
    ...checks.filter(({ passed }) => !passed).map((one) => one.id),
    ...unanswered.map(({ part }) => `section ${part}`),
    ...(reproducible?.same === false ? ['reproducible'] : []),
  ]
  throw new UserError(
    'check',
    `${path.basename(file)} should not be handed in yet: ` +
      `${[...new Set(failed)].join(', ')}; the reasons stand ${options.json ? 'in the result' : 'above'}.`,
  )
}

/** What a section lacks of the student's own, and what to answer there. */
function observationLines({ section, points, status, file, questions }: Checks['observations'][number]): string[] {
  const about = `${section.padEnd(4)} ${String(points).padStart(4)} points  ${status.padEnd(11)}`
  if (status === 'printed') return [`${about}  your observations stand at the end of the section`]
  if (status === 'written')
    return [`${about}  your observations in ${file} are newer than the report: print it again with npm run report`]
  return [
    `${about}  your own observations, a part of these points: write what you saw into ${file}` +
      `${questions.length > 0 ? '. This run asks:' : ''}`,
    ...questions.map((question) => `       - ${question}`),
  ]
}

function summary({ checks, rubric, observations, points, reproducible }: Checks): string {
  const line = (passed: boolean, name: string, evidence: string) =>
    `${passed ? 'ok    ' : 'FAILED'}  ${name}: ${evidence}`
  const lines = [
    ...checks.map(({ id, passed, evidence }) => line(passed, id, evidence)),
    ...(reproducible === null ? [] : [line(reproducible.same, 'reproducible', reproducible.evidence)]),
    '',
    ...rubric.map(
      ({ part, points, status, evidence, asks }) =>
        `${part.padEnd(4)} ${String(points).padStart(4)} points  ${status.padEnd(11)}  ${asks} (${evidence})`,
    ),
    '',
    ...observations.flatMap(observationLines),
    '',
    `Items worth ${points.present} of ${points.total} points are there; ` +
      'how well they are answered only a reader can say.',
  ]
  return `${lines.join('\n')}\n`
}
