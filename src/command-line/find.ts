import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { project } from '../project.ts'
import { Command } from './command.ts'

const COMMANDS = path.join(import.meta.dirname, '..', 'commands')
const declarationOf = (name: string) => path.join(COMMANDS, name, 'command.ts')

/** Folders that declare a command; each is named as its folder. */
const folders = (): string[] => readdirSync(COMMANDS).filter((name) => existsSync(declarationOf(name)))

/** The names of all commands, in the order of the scripts of package.json. */
export function commandNames(): string[] {
  const { scripts = {} }: { scripts?: object } = JSON.parse(
    readFileSync(path.join(project().root, 'package.json'), 'utf8'),
  )
  const order = Object.keys(scripts)
  return folders().sort((a, b) => order.indexOf(a) - order.indexOf(b))
}

async function load(name: string): Promise<Command> {
  const { command }: { command?: unknown } = await import(pathToFileURL(declarationOf(name)).href)
  if (command instanceof Command) return command
  throw new Error(`src/commands/${name}/command.ts declares no command`)
}

/** The command of that name alone, or all of them where there is none: help of one needs no other. */
export async function findCommands(name: string): Promise<ReadonlyMap<string, Command>> {
  const names = folders().includes(name) ? [name] : commandNames()
  return new Map(await Promise.all(names.map(async (one) => [one, await load(one)] as const)))
}
