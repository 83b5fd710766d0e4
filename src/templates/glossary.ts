import { explainInstruction, Glossary, unusedEntries } from '../assignment/explanation.ts'
import { procedure } from '../assignment/procedure.ts'
import { vmArgv } from '../assignment/vm-command.ts'
import { UserError } from '../errors.ts'
import { hint } from '../text/nearest.ts'
import { parseTemplateJson, placeIn } from './json.ts'
import type { Overlay, Source } from './overlay.ts'

const FILE = 'glossary.json'

/**
 * The explanations: as delivered, those of the language above them, and the student's above all, entry by entry.
 * @throws UserError `template` with file, line and column; also for an entry that would explain nothing whatever the hosts,
 *   and for a token of the assignment that nothing explains
 */
export function loadGlossary(overlay: Overlay, language: string): Glossary {
  const layers = overlay.layers(FILE, language).map((source) => ({
    source,
    entries: parseTemplateJson(Glossary, source.text, source.file),
  }))
  const glossary = layers.map(({ entries }) => entries).reduce(merged)
  for (const { argv, stdin } of procedure({ accelerator: 'kvm', cpu: 'host' }))
    explainInstruction(argv, stdin ?? null, glossary)
  const [delivered = {}] = layers.map(({ entries }) => entries)
  const problems = layers.slice(1).flatMap(({ source, entries }) => unusedIn(source, entries, glossary, delivered))
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return glossary
}

/** One changed explanation is one entry. */
function merged(defaults: Glossary, own: Glossary): Glossary {
  const sections = Object.entries(own).map(([section, entries]) => [section, { ...defaults[section], ...entries }])
  return { ...defaults, ...(Object.fromEntries(sections) as Glossary) }
}

/** A misspelt entry would explain nothing, and the default would go on to stand there. Those of other kinds of hosts are known. */
function unusedIn({ file, text }: Source, entries: Glossary, glossary: Glossary, delivered: Glossary): string[] {
  const explained = [
    ...procedure({ accelerator: 'kvm', cpu: 'host' }),
    ...procedure({ accelerator: 'tcg', cpu: 'qemu64' }),
    { argv: vmArgv({ accelerator: 'kvm', cpu: 'max', nic: 'e1000', role: 'source' }) },
  ].flatMap((one) => explainInstruction(one.argv, 'stdin' in one ? (one.stdin ?? null) : null, glossary))
  const known = [...new Set([...namesOf(delivered), ...explained.map(({ entry }) => entry.join(' › '))])]
  return unusedEntries(entries, explained)
    .filter((name) => !known.includes(name))
    .map((name) => `${file}:${placeIn(text, name.split(' › '))}: no instruction has “${name}”. ${hint(name, known)}`)
}

/** Entries as `section › key`. */
const namesOf = (glossary: Glossary): string[] => unusedEntries(glossary, [])

/** The entries that a language lacks: as they are delivered, their names as `section › key`, and how many there are. */
export function unexplained(
  overlay: Overlay,
  language: string,
): { glossary: Glossary; missing: string[]; all: number } {
  const read = (source: Source | null) => (source === null ? {} : parseTemplateJson(Glossary, source.text, source.file))
  const delivered = read(overlay.readDefault(FILE))
  const translated = new Set(namesOf(read(overlay.readTranslated(FILE, language))))
  const sections = Object.entries(delivered).map(([section, entries]) => {
    const left = Object.entries(entries).filter(([key]) => !translated.has(`${section} › ${key}`))
    return [section, Object.fromEntries(left)] as const
  })
  const glossary = Object.fromEntries(sections.filter(([, entries]) => Object.keys(entries).length > 0))
  return { glossary, missing: namesOf(glossary), all: namesOf(delivered).length }
}
