import { z } from 'zod'
import { FILE_NAME_RULE, isFileNamePattern } from '../assignment/file-names.ts'
import { LanguageTag } from '../film/template.ts'
import { hint } from '../text/nearest.ts'
import { FormerLabels } from './former-phrases.ts'
import { parseTemplateJson, placeIn } from './json.ts'
import type { Overlay } from './overlay.ts'

const FILE = 'report.json'

/** `templates/report.json`: what holds for the report as a whole. */
const ReportTemplate = z.strictObject({
  title: z.string().trim().min(1),
  /** What all that is made for an id is called, without the ending: `{id}` stands for the id. */
  fileName: z.string().refine(isFileNamePattern, FILE_NAME_RULE),
  language: LanguageTag,
  /** The sections by their files' names, in the order in which they are printed. */
  sections: z.array(z.string()),
})
export type ReportTemplate = z.infer<typeof ReportTemplate>

/** The student's: whatever is given stands above the default. `labels` are phrases, from when they stood here. */
const OwnReportTemplate = ReportTemplate.partial().extend({ labels: FormerLabels })

/** What a language has of it: the rest holds whatever the language. */
const TranslatedReportTemplate = ReportTemplate.pick({ title: true })

/**
 * `report.json`, with the title of the language, and what the student changes of it.
 * @param asked the language that was asked for; without it that of `report.json`
 * @throws UserError `template` with file, line and column
 */
export function loadReportTemplate(overlay: Overlay, asked?: string): ReportTemplate {
  const { file, text } = overlay.readDefault(FILE)
  const defaults = parseTemplateJson(ReportTemplate, text, file)
  const custom = overlay.readCustom(FILE)
  const { labels: _, ...own } = custom === null ? {} : parseTemplateJson(OwnReportTemplate, custom.text, custom.file)
  const language = asked ?? own.language ?? defaults.language
  const translated = overlay.readTranslated(FILE, language)
  const title = translated === null ? {} : parseTemplateJson(TranslatedReportTemplate, translated.text, translated.file)
  return ReportTemplate.parse({ ...defaults, ...title, ...own, language })
}

/**
 * Every section has one place: one that is forgotten would be missing from what is handed in.
 * @returns what is wrong, with its place, or null
 */
export function orderProblem(
  overlay: Overlay,
  { sections: order }: ReportTemplate,
  names: readonly string[],
): string | null {
  const unknown = order.find((name) => !names.includes(name))
  const twice = order.find((name, index) => order.indexOf(name) !== index)
  const forgotten = names.find((name) => !order.includes(name))
  const problem =
    unknown !== undefined
      ? `there is no section “${unknown}” in templates/sections. ${hint(unknown, names)}`
      : twice !== undefined
        ? `section “${twice}” stands twice in the order; leave it out once.`
        : forgotten !== undefined
          ? `section “${forgotten}” is missing in the order; add it.`
          : null
  if (problem === null) return null
  const custom = overlay.readCustom(FILE)
  const ours = custom !== null && parseTemplateJson(OwnReportTemplate, custom.text, custom.file).sections !== undefined
  const { file, text } = custom !== null && ours ? custom : overlay.readDefault(FILE)
  return `${file}:${placeIn(text, ['sections'])}: ${problem}`
}
