import path from 'node:path'
import { project } from '../project.ts'
import { askedLanguage, knownLanguage } from '../templates/language.ts'
import { Overlay } from '../templates/overlay.ts'
import { loadReportTemplate } from '../templates/report-template.ts'
import { keep, kept } from './kept.ts'

/** `zh_TW.UTF-8`, which stands in one of these, the first that is set, as POSIX has it. */
const LOCALES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const

/** The language that the user of this computer has chosen for its programs; null where that is not told. */
function localeLanguage(env: NodeJS.ProcessEnv): string | null {
  const locale = LOCALES.map((name) => env[name]).find((value) => value)
  const [, language, region] = /^([a-z]{2,3})_([A-Z]{2})\b/.exec(locale ?? '') ?? []
  return language === undefined || region === undefined ? null : `${language}-${region}`
}

/**
 * The language that was asked for; without one that of the templates' settings, and where this computer's user has chosen
 * another one that there is, that is suggested once.
 * @throws UserError `usage` for one that there is not
 */
export function chosenLanguage(asked: string | undefined, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const overlay = new Overlay(project().templates)
  if (asked !== undefined) return askedLanguage(overlay, asked)
  const locale = localeLanguage(env)
  if (locale !== null && isAnother(overlay, locale)) suggest(locale)
  return undefined
}

/** Whether there are templates in that language, and the report has another. */
const isAnother = (overlay: Overlay, locale: string): boolean =>
  knownLanguage(overlay, locale) !== null && locale.split('-')[0] !== loadReportTemplate(overlay).language.split('-')[0]

function suggest(locale: string): void {
  const note = path.join(project().out, '.cache', 'suggested-language.json')
  if (kept(note) === locale) return
  keep(note, () => locale)
  process.stderr.write(
    `There are templates in the language of this computer: add --language ${locale}, or put ` +
      `{ "language": "${locale}" } into templates/custom/report.json. This is said once.\n`,
  )
}
