import { z } from 'zod'

const label = z.string().trim().min(1)

/** Words that the program puts around what the templates say. */
const Labels = z.strictObject({
  contents: label,
  references: label,
  section: label,
  step: label,
  figure: label,
  table: label,
  listing: label,
  notMeasured: label,
  limits: label,
  argument: label,
  meaning: label,
  default: label,
  without: label,
  hosts: label,
  security: label,
  before: label,
  film: label,
})
export type Labels = z.infer<typeof Labels>

/** `templates/report.json`: what holds for the report as a whole. */
export const Settings = z.strictObject({
  title: label,
  /** As in HTML: `en`, `zh-Hant-TW`. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'no language tag such as “en” or “zh-Hant-TW”'),
  /** The sections by their files' names, in the order in which they are printed. */
  sections: z.array(z.string()),
  labels: Labels,
})
export type Settings = z.infer<typeof Settings>

/** The student's: whatever is given stands above the default. */
export const OwnSettings = Settings.partial().extend({ labels: Labels.partial().optional() })
export type OwnSettings = z.infer<typeof OwnSettings>

export function mergedSettings(defaults: Settings, own: OwnSettings): Settings {
  return Settings.parse({ ...defaults, ...own, labels: { ...defaults.labels, ...own.labels } })
}
