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
 * @throws UserError `template` with file, line and column; also for an entry that would explain nothing, and for a token of
 *   the assignment that nothing explains
 */
export function loadGlossary(overlay: Overlay, language: string): Glossary {
  const layers = overlay.layers(FILE, language).map((source) => ({
    source,
    entries: parseTemplateJson(Glossary, source.text, source.file),
  }))
  const glossary = layers.map(({ entries }) => entries).reduce(merged)
  for (const { argv, stdin } of procedure({ accelerator: 'kvm', cpu: 'host' }))
    explainInstruction(argv, stdin ?? null, glossary)
  const problems = layers.slice(1).flatMap(({ source, entries }) => unusedIn(source, entries, glossary))
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return glossary
}

/** One changed explanation is one entry. */
function merged(defaults: Glossary, own: Glossary): Glossary {
  const sections = Object.entries(own).map(([section, entries]) => [section, { ...defaults[section], ...entries }])
  return { ...defaults, ...(Object.fromEntries(sections) as Glossary) }
}

/** A misspelt entry would explain nothing, and the default would go on to stand there. */
function unusedIn({ file, text }: Source, entries: Glossary, glossary: Glossary): string[] {
  const explained = [
    ...procedure({ accelerator: 'kvm', cpu: 'host' }),
    ...procedure({ accelerator: 'tcg', cpu: 'qemu64' }),
    { argv: vmArgv({ accelerator: 'kvm', cpu: 'max', nic: 'e1000', role: 'source' }) },
  ].flatMap((one) => explainInstruction(one.argv, 'stdin' in one ? (one.stdin ?? null) : null, glossary))
  const used = [...new Set(explained.map(({ entry }) => entry.join(' › ')))]
  return unusedEntries(entries, explained).map(
    (name) => `${file}:${placeIn(text, name.split(' › '))}: no instruction has “${name}”. ${hint(name, used)}`,
  )
}
