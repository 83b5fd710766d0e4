import type { Glossary } from '../../assignment/explanation.ts'
import { fileNames } from '../../assignment/file-names.ts'
import type { Identity } from '../../assignment/identity.ts'
import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Film } from '../../film/cut.ts'
import type { Analysis } from '../../findings/analysis.ts'
import { accountedIn } from '../../findings/migration/accounted.ts'
import { shownOf } from '../../findings/migration/shown.ts'
import { type Edition, USUAL_EDITION } from '../../templates/edition.ts'
import type { ReportTemplate } from '../../templates/report-template.ts'
import type { ViewModel } from '../../templates/shape.ts'
import { formatDate, formatTime } from '../../text/dates.ts'
import { spoken } from '../../text/spoken.ts'
import type { Words } from '../../text/words.ts'
import { environmentView } from './environment.ts'
import { migrationExcerpt, programExcerpts } from './excerpt.ts'
import { argvView, experimentView } from './experiment.ts'
import { filmView } from './film-view.ts'
import { instructionViews } from './instruction.ts'
import { matrixRaw, matrixView } from './matrix.ts'
import { migrationView } from './migration.ts'
import { rawViews } from './raw.ts'
import { runView } from './run.ts'

export interface ReportInput {
  analysis: Analysis
  loaded: LoadedRun
  identity: Identity
  /** The film of the run's newest recording, where there is one. */
  film?: (Film & { recordedAt: string }) | null
  /** Where the film was uploaded to. */
  videoUrl?: string | null
  /** Made from the run that comes with the repository: said on every page. */
  example: boolean
  /** How much of it is printed; the core where nothing is said. */
  edition?: Edition
  /** How the files beside it are called; null where they are as report.json has it. */
  fileName?: string | null
}

/** All that templates may say, every number a finished text. Pure. */
export function viewModel(
  input: ReportInput,
  glossary: Glossary,
  report: Pick<ReportTemplate, 'title' | 'fileName'>,
  words: Words,
): ViewModel {
  const { analysis, loaded, identity, example, film = null, videoUrl = null, edition = USUAL_EDITION } = input
  const { pdf, ledger, figures, samples } = fileNames(identity.id, input.fileName ?? report.fileName)
  const { run } = analysis
  const shown = shownOf(analysis.migration.migrations)
  const { language } = words
  return spoken<ViewModel>(
    {
      title: report.title,
      date: formatDate(run.createdAt, language),
      example,
      edition: { full: edition === 'full' },
      files: { pdf, ledger, figures, samples },
      identity: { ...identity, displayName: identity.name ?? identity.id },
      run: runView(analysis, loaded, language),
      environment: environmentView(analysis.environment, analysis.run.hosts),
      film: { url: videoUrl, recording: film === null ? null : filmView(film, language) },
      instructions: instructionViews(loaded.journal, glossary, film),
      acceleration: {
        ...experimentView(analysis.acceleration),
        argv: argvView(loaded.trials, 'acceleration'),
        excerpts: programExcerpts(loaded.trials, 'acceleration'),
        calibrated: loaded.trials.some(({ trial }) => trial.calibrations.length > 0),
        steady: loaded.trials.some(({ trial }) => trial.windows.length > 0),
      },
      network: {
        ...experimentView(analysis.network),
        argv: argvView(loaded.trials, 'network'),
        excerpts: programExcerpts(loaded.trials, 'network'),
      },
      migration: {
        ...experimentView(analysis.migration),
        first: shown === undefined ? null : migrationView(shown),
        all: analysis.migration.migrations.map(migrationView),
        excerpt: migrationExcerpt(loaded.trials),
        accounted: accountedIn(analysis.migration.migrations).length > 0,
      },
      matrix: matrixView(analysis.matrix),
      failover: experimentView(analysis.failover),
      compared: analysis.compared && {
        run: analysis.compared.run,
        createdAt: formatTime(analysis.compared.createdAt, language),
        differences: analysis.compared.differences,
      },
      raw: [...rawViews(analysis), ...matrixRaw(analysis.matrix)],
    },
    words,
  )
}
