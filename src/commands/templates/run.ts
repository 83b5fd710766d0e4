import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { orStorageError } from '../../data/storage-error.ts'
import { writeAtomically } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { LanguageTag } from '../../film/template.ts'
import { project } from '../../project.ts'
import { askedLanguage } from '../../templates/language.ts'
import { CUSTOM, FORMER_STEPS, fileOf, ORIGINS, Overlay } from '../../templates/overlay.ts'
import { loadReportTemplate } from '../../templates/report-template.ts'
import { type CustomFile, customFiles } from '../../templates/status.ts'
import { countSentence, toTranslate, untranslatedInAll } from '../../templates/untranslated.ts'
import { hint } from '../../text/nearest.ts'
import type { Options } from './options.ts'

/**
 * `npm run templates`: what the student has put above the defaults, and what has changed beneath it.
 * @throws UserError `template` where a template is wrong, `usage` for a file that is none or is there already
 */
export async function run({ copy, accept, check, missing, language, json }: Options): Promise<void> {
  const folder = project().templates
  if ([copy, accept, check, missing].filter((one) => one !== undefined).length > 1)
    throw new UserError('usage', 'Give one of --copy, --accept, --check and --missing, not several.')
  if (check) return checkAll(folder, json ?? false)
  const overlay = new Overlay(folder)
  const spoken = language === undefined ? loadReportTemplate(overlay).language : askedLanguage(overlay, language)
  if (missing !== undefined) return void process.stdout.write(missingIn(overlay, missing))
  if (copy !== undefined) return answer(copyDefault(overlay, folder, copy, spoken), json)
  if (accept !== undefined) return answer(acceptDefault(overlay, folder, accept, spoken), json)
  const files = customFiles(folder, spoken)
  const languages = untranslatedInAll(overlay)
  if (json) {
    process.stdout.write(`${JSON.stringify({ files, defaults: [...overlay.defaults], languages }, null, 2)}\n`)
    return
  }
  process.stdout.write(files.length === 0 ? EMPTY : files.map(described).join(''))
  process.stdout.write(languages.map((one) => `${countSentence(one) ?? `${one.language} lacks nothing.`}\n`).join(''))
}

/** What a language lacks, as JSON that its files can be made of; a new one lacks everything. */
function missingIn(overlay: Overlay, asked: string): string {
  const { data: language, error } = LanguageTag.safeParse(asked)
  if (language === undefined)
    throw new UserError('usage', `--missing ${JSON.stringify(asked)} can't be used: ${error.issues[0]?.message ?? ''}.`)
  return `${JSON.stringify(toTranslate(overlay, language), null, 2)}\n`
}

const EMPTY =
  `Nothing in ${fileOf('', true)}: all templates are as delivered. ` +
  'Begin with a copy of one: npm run templates -- --copy sections/B.md.hbs\n'

/** Every template against the shape of the data; nothing is measured or rendered. */
async function checkAll(folder: string, json: boolean): Promise<void> {
  const { loadTemplates, unprintableIn } = await import('../../templates/templates.ts')
  try {
    loadTemplates(folder)
    const overlay = new Overlay(folder)
    for (const language of overlay.languages.keys()) loadTemplates(folder, language)
    const unprintable = unprintableIn(overlay)
    if (unprintable.length > 0) throw new UserError('template', unprintable.join('\n'))
  } catch (error) {
    if (json && error instanceof UserError && error.code === 'template')
      process.stdout.write(`${JSON.stringify({ ok: false, problems: error.message.split('\n') })}\n`)
    throw error
  }
  const overlay = new Overlay(folder)
  const { custom } = overlay
  const count = `${custom.size} ${custom.size === 1 ? 'file' : 'files'}`
  process.stdout.write(
    json
      ? `${JSON.stringify({ ok: true, problems: [] })}\n`
      : `All templates fit the data, ${count} of yours among them.\n${untranslatedInAll(overlay)
          .flatMap((one) => countSentence(one) ?? [])
          .map((line) => `${line}\n`)
          .join('')}`,
  )
}

function copyDefault(overlay: Overlay, folder: string, name: string, language: string): string {
  if (name === FORMER_STEPS)
    throw new UserError(
      'usage',
      'Words for steps are phrases, “step.…” in words.json: npm run templates -- --copy words.json.',
    )
  const { text } = overlay.readDelivered(known(name, overlay.defaults, 'There is no template'), language)
  const file = path.join(folder, CUSTOM, name)
  if (existsSync(file)) {
    throw new UserError(
      'usage',
      `${fileOf(name, true)} is there already and stays as it is; move it away to begin with a fresh copy.`,
    )
  }
  orStorageError(file, () => {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
  })
  keepOrigin(folder, name, text)
  return fileOf(name, true)
}

/** From now on the default as it is now counts as the one that the student's file was made from. */
function acceptDefault(overlay: Overlay, folder: string, name: string, language: string): string {
  const overriding = new Set([...overlay.custom].filter((one) => overlay.defaults.has(one)))
  known(name, overriding, `Nothing in ${fileOf('', true)} takes the place of`)
  keepOrigin(folder, name, overlay.readDelivered(name, language).text)
  return fileOf(name, true)
}

function keepOrigin(folder: string, name: string, text: string): void {
  const file = path.join(folder, CUSTOM, ORIGINS, name)
  orStorageError(file, () => mkdirSync(path.dirname(file), { recursive: true }))
  writeAtomically(file, text)
}

/** Only names on the list are ever made paths of. */
function known(name: string, names: ReadonlySet<string>, otherwise: string): string {
  if (names.has(name)) return name
  throw new UserError('usage', `${otherwise} ${JSON.stringify(name)}. ${hint(name, names)}`)
}

function answer(file: string, json: boolean | undefined): void {
  process.stdout.write(json ? `${JSON.stringify({ file })}\n` : `${file}\n`)
}

const WORDS: Record<CustomFile['beneath'], string> = {
  unchanged: 'the default is as it was when you copied it',
  changed: 'the default has changed since you copied it',
  unknown: "origin unknown: not made by --copy, so changes of the default can't be told",
  nothing: 'your own',
  former: 'still read, below words.json, which has these phrases now',
}

function described({ path: name, beneath, entries, see, merge, done }: CustomFile): string {
  const count = entries === null ? '' : `; differs from it in ${entries.length === 0 ? 'nothing' : entries.join(', ')}`
  const steps = [
    { label: 'what changed', command: see },
    { label: 'take it over', command: merge },
    { label: 'then', command: done },
  ].flatMap(({ label, command }) => (command === null ? [] : [`  ${`${label}:`.padEnd(14)}${command}\n`]))
  return `${name}: ${WORDS[beneath]}${count}\n${steps.join('')}`
}
