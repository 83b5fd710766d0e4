import { z } from 'zod'
import { hint } from '../text/nearest.ts'
import { phrasesOf } from './phrases.ts'
import { parseTemplateJson, placeIn } from './json.ts'
import { LanguageTag } from '../film/settings.ts'
import type { Overlay } from './overlay.ts'

/** `templates/report.json`: what holds for the report as a whole. */
const Settings = z.strictObject({
  title: z.string().trim().min(1),
  language: LanguageTag,
  /** The sections by their files' names, in the order in which they are printed. */
  sections: z.array(z.string()),
})
export type Settings = z.infer<typeof Settings>

/** The student's: whatever is given stands above the default. `labels` are phrases, from when they stood here. */
const OwnSettings = Settings.partial().extend({ labels: phrasesOf('label') })

/** `report.json`, and what the student changes of it. @throws UserError `template` with file, line and column */
export function loadSettings(overlay: Overlay): Settings {
  const { file, text } = overlay.readDefault('report.json')
  const defaults = parseTemplateJson(Settings, text, file)
  const custom = overlay.readCustom('report.json')
  if (custom === null) return defaults
  const { labels: _, ...own } = parseTemplateJson(OwnSettings, custom.text, custom.file)
  return Settings.parse({ ...defaults, ...own })
}

/**
 * Every section has one place: one that is forgotten would be missing from what is handed in.
 * @returns what is wrong, with its place, or null
 */
export function orderProblem(overlay: Overlay, { sections: order }: Settings, names: readonly string[]): string | null {
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
  const custom = overlay.readCustom('report.json')
  const ours = custom !== null && parseTemplateJson(OwnSettings, custom.text, custom.file).sections !== undefined
  const { file, text } = custom !== null && ours ? custom : overlay.readDefault('report.json')
  return `${file}:${placeIn(text, ['sections'])}: ${problem}`
}
