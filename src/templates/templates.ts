import type { Glossary } from '../assignment/explanation.ts'
import { TASKS } from '../assignment/instruction.ts'
import { procedure } from '../assignment/procedure.ts'
import { FIGURES } from '../charts/figure.ts'
import { Configuration } from '../data/schema.ts'
import { DRAWINGS } from '../drawings/drawing.ts'
import { BLOCK_EXPERIMENTS, EXPERIMENTS } from '../experiments/catalogue.ts'
import type { FilmTemplate } from '../film/template.ts'
import { named, remedy, uncovered } from '../fonts/coverage.ts'
import type { Words } from '../text/words.ts'
import { checkProgram } from './check.ts'
import { type Documents, loadDocuments } from './documents.ts'
import { loadFilmTemplate } from './film-template.ts'
import { loadGlossary } from './glossary.ts'
import { styleText } from './inert.ts'
import { askedLanguage } from './language.ts'
import { type Literature, loadLiterature } from './literature.ts'
import { LANGUAGE_STYLE, Overlay } from './overlay.ts'
import { loadPhrases } from './phrases.ts'
import { loadReferences, type References } from './references.ts'
import { notePrinting } from './render.ts'
import { loadReportTemplate, type ReportTemplate } from './report-template.ts'
import { untranslatedSentence } from './untranslated.ts'
import { FINDINGS, METRICS, TABLES } from './vocabulary.ts'

/** Everything that the student may edit, read and checked once and handed on. */
export interface Templates extends Documents {
  /** Where it was read; pictures lie there. */
  folder: string
  report: ReportTemplate
  glossary: Glossary
  references: References
  literature: Literature
  words: Words
  /** A sentence that counts what the report's language lacks, where it lacks something. */
  untranslated: string | null
  /** The style sheets, in the order of their names, with that of the language before the student's. */
  style: string
  film: FilmTemplate
}

/**
 * Reads and checks every template, without a run: call it before anything is measured.
 *
 * @param asked the language that was asked for; without it those of report.json and film.json
 * @throws UserError `template` with a line for each mistake: file, line, column, and the nearest right name; `usage` for a
 *   language that there is not
 */
export function loadTemplates(folder: string, asked?: string): Templates {
  const overlay = new Overlay(folder)
  const given = asked === undefined ? undefined : askedLanguage(overlay, asked)
  const report = loadReportTemplate(overlay, given)
  const { language } = report
  const documents = loadDocuments(overlay, report)
  const references = loadReferences(overlay, language)
  const literature = loadLiterature(overlay, language, Object.keys(references))
  const { words } = loadPhrases(overlay, language)
  const printing = checkProgram(documents, {
    figure: [...FIGURES, ...DRAWINGS],
    table: TABLES,
    experiment: EXPERIMENTS,
    comparing: BLOCK_EXPERIMENTS,
    metric: METRICS,
    finding: FINDINGS,
    configuration: Configuration.options,
    reference: Object.keys(references),
    literature: Object.keys(literature),
    task: TASKS,
    target: procedure({ accelerator: 'kvm', cpu: 'host' }).map(({ id }) => `step:${id}`),
  })
  notePrinting(printing)
  return {
    ...documents,
    folder,
    report,
    glossary: loadGlossary(overlay, language),
    references,
    literature,
    words,
    untranslated: untranslatedSentence(overlay, language),
    style: stylesOf(overlay, language),
    film: loadFilmTemplate(overlay, given),
  }
}

/** The style sheets: as delivered or as they stand above that, the language's, and the student's own. */
function stylesOf(overlay: Overlay, language: string): string {
  const names = overlay.names('styles', '.css').map((name) => `styles/${name}.css`)
  const delivered = names.filter((name) => overlay.defaults.has(name)).map((name) => overlay.read(name, language))
  const ofLanguage = overlay.readTranslated(LANGUAGE_STYLE, language)
  const own = names.filter((name) => !overlay.defaults.has(name)).map((name) => overlay.read(name, language))
  return [...delivered, ...(ofLanguage === null ? [] : [ofLanguage]), ...own].map(styleText).join('\n')
}

/** A sentence for each template, of any language, that has characters which no font of the report has. */
export function unprintableIn(overlay: Overlay): string[] {
  const sources = [
    ...[...overlay.defaults].map((path) => overlay.readDefault(path)),
    ...[...overlay.custom].flatMap((path) => overlay.readCustom(path) ?? []),
    ...[...overlay.languages].flatMap(([tag, paths]) =>
      [...paths].flatMap((path) => overlay.readTranslated(path, tag) ?? []),
    ),
  ]
  return sources.flatMap(({ file, text }) => {
    const characters = uncovered(text)
    return characters.length === 0 ? [] : [`${file}: no font of the report has ${named(characters)}. ${remedy()}`]
  })
}
