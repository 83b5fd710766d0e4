import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { orStorageError } from '../../data/storage-error.ts'
import { writeAtomically } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { project } from '../../project.ts'
import { CUSTOM, fileOf, ORIGINS, Overlay } from '../../templates/overlay.ts'
import { type CustomFile, customFiles } from '../../templates/status.ts'
import { hint } from '../../text/nearest.ts'
import type { Options } from './options.ts'

/**
 * `npm run templates`: what the student has put above the defaults, and what has changed beneath it.
 * @throws UserError `template` where a template is wrong, `usage` for a file that is none or is there already
 */
export async function run({ copy, accept, check, json }: Options): Promise<void> {
  const folder = project().templates
  if ([copy, accept, check].filter((one) => one !== undefined).length > 1)
    throw new UserError('usage', 'Give one of --copy, --accept and --check, not several.')
  if (check) return checkAll(folder, json ?? false)
  if (copy !== undefined) return answer(copyDefault(folder, copy), json)
  if (accept !== undefined) return answer(acceptDefault(folder, accept), json)
  const files = customFiles(folder)
  if (json) process.stdout.write(`${JSON.stringify({ files, defaults: [...new Overlay(folder).defaults] }, null, 2)}\n`)
  else process.stdout.write(files.length === 0 ? EMPTY : files.map(described).join(''))
}

const EMPTY =
  `Nothing in ${fileOf('', true)}: all templates are as delivered. ` +
  'Begin with a copy of one: npm run templates -- --copy sections/B.md.hbs\n'

/** Every template against the shape of the data; nothing is measured or rendered. */
async function checkAll(folder: string, json: boolean): Promise<void> {
  const { loadTemplates, unprintableIn, untranslatedIn } = await import('../../templates/templates.ts')
  try {
    loadTemplates(folder)
    const missing = [...untranslatedIn(folder), ...unprintableIn(folder)]
    if (missing.length > 0) throw new UserError('template', missing.join('\n'))
  } catch (error) {
    if (json && error instanceof UserError && error.code === 'template')
      process.stdout.write(`${JSON.stringify({ ok: false, problems: error.message.split('\n') })}\n`)
    throw error
  }
  const { custom } = new Overlay(folder)
  const count = `${custom.size} ${custom.size === 1 ? 'file' : 'files'}`
  process.stdout.write(
    json
      ? `${JSON.stringify({ ok: true, problems: [] })}\n`
      : `All templates fit the data, ${count} of yours among them.\n`,
  )
}

function copyDefault(folder: string, name: string): string {
  const overlay = new Overlay(folder)
  const { text } = overlay.readDefault(known(name, overlay.defaults, 'There is no template'))
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
function acceptDefault(folder: string, name: string): string {
  const overlay = new Overlay(folder)
  const overriding = new Set([...overlay.custom].filter((one) => overlay.defaults.has(one)))
  known(name, overriding, `Nothing in ${fileOf('', true)} takes the place of`)
  keepOrigin(folder, name, overlay.readDefault(name).text)
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
