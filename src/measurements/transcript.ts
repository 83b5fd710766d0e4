import { plainTypography } from './typography.ts'

/** What moves the cursor or changes the line that it stands on; a control sequence as `ESC [ amount command`; any other character. */
const PIECE =
  /\u001b\[(?<amount>[0-9;?]*)[ -/]*(?<command>[@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]?|[^]/gu

/** Further to the right no terminal reaches. */
const WIDEST = 4000

/** A line as a terminal showed it in the end, after all that moved its cursor, erased and coloured. */
function shown(line: string): string {
  if (!/[\u0007\b\r\u001b]/.test(line)) return line
  const cells: string[] = []
  let at = 0
  for (const { 0: piece, groups: { amount = '', command } = {} } of line.matchAll(PIECE)) {
    const by = Math.min(WIDEST, Number(amount) || 1)
    if (piece === '\r') at = 0
    else if (piece === '\b' || command === 'D') at = Math.max(0, at - by)
    else if (command === 'C') at = Math.min(WIDEST, at + by)
    else if (command === 'G') at = by - 1
    else if (command === 'P') cells.splice(at, by)
    else if (command === '@') cells.splice(at, 0, ...Array.from({ length: Math.min(by, WIDEST - at) }, () => ' '))
    else if (command === 'K') cells.splice(amount === '2' ? 0 : at)
    else if (piece !== '\u0007' && !piece.startsWith('\u001b')) {
      while (cells.length < at) cells.push(' ')
      cells[at] = piece
      at += 1
    }
  }
  return cells.join('')
}

/** Before a command that somebody types, with or without the command. */
const PROMPTS = [
  // bash, zsh, fish; in an environment, after the time, or in brackets
  /^(\[?\d\d:\d\d(:\d\d)?\]? ?)?(\([\w.-]+\) ?)?\[?[\p{L}\w.+-]+@[\p{L}\w.-]+[^$#%>[\]]*\]?\s?[$#%>](\s|$)/u,
  /^[^\d:]*[»›❯➤]$/,
  // in two lines, drawn as a frame
  /^[┌╭└╰][─-]/,
  /^[\w.-]+:[~/][^$#%>]*[$#](\s|$)/,
  /^[\w.-]+:\S+ [\w.-]+[$#%](\s|$)/,
  /^[a-z][\w.-]*[$#](\s|$)/i,
  /^(ba|da|z|k|tc)?sh-[\d.]+[$#](\s|$)/,
  /^[~/][\w/.-]* ?[$#](\s|$)/,
  /^[$%❯➜](\s|$)/,
  /^#(\s*$|\s+(sudo|iperf3?|perf (stat|bench|record)|LC_ALL=\S+|exit|logout)\b)/,
  // the next line of a command, PowerShell and cmd
  /^>(\s|$)/,
  /^(PS )?[A-Z]:\\[^>]*>/,
]

/** The command alone, where the prompt before it was left out. */
const ECHO = /^((sudo|time|LC_ALL=\S+|taskset( -c)? \S+) )*(iperf3? -|perf (stat|bench) \S)/

/** Lines that a terminal, a shell, a kernel’s console or an editor adds. */
const ADDED = [
  ...PROMPTS,
  ECHO,
  /^(```|~~~)[\w+-]*$/,
  /^Script (started|done)\b/,
  /^(\[sudo\] .*|Password:)$/,
  /^(exit|logout|quit)$/,
  /^Connection to \S+ closed\.$/,
  /^\(END\)$/,
  /^\^[CDZ]$/,
  /^\[\d+\](\s+\d+|[+-]?\s+(Done|Stopped|Running|Terminated|Killed)\b.*)$/,
  /^\[ *\d+\.\d{6}\]\s/,
  // of `time`: bash, -p, zsh and GNU
  /^(real|user|sys)\s+(\d+m)?\d+([.,]\d+)?s?$/,
  /\d+([.,]\d+)?s user \d+([.,]\d+)?s system \d+([.,]\d+)?% cpu \S+ total$/,
  /^\d+\.\d+user \d+\.\d+system \S+elapsed /,
  /^\d+inputs\+\d+outputs \(/,
]

/** A last line without its end is not read where the tool ends with it, or nothing is taken from it. */
const UNREAD_END = [
  /^iperf Done\.$/,
  /^\S+ seconds (user|sys)$/,
  /^(remaining ram|total ram|duplicate|skipped|normal|normal bytes|page size|multifd bytes|precopy ram|downtime ram|postcopy ram|dirty pages rate|[a-z]+-[a-z-]+): .*$/,
]

/** The time before each line of `iperf3 --timestamps`, or of `ts`. */
const TIME =
  /^\[?(([A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d( \d{4})?|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\S*|\d\d:\d\d:\d\d(\.\d+)?|1\d{9}(\.\d+)?)\]?(\s+|$)/

/** What is put around every line: by a quotation, a table or the border of a pane, a patch, a list, or as code. */
const FRAMES: readonly (readonly [before: RegExp, after?: RegExp])[] = [
  [/^(>\s?)+/],
  // of containers started together
  [/^[\w.-]+ +\|(\s|$)/],
  [/^[|│┃](\s|$)/, /\s*[|│┃]$/],
  [/^\+/],
  [/^[-*•](\s|$)/],
  [/^`/, /`$/],
]

/** Without what is before every line, if it is. */
function withoutFrame(lines: readonly string[], before: RegExp, after?: RegExp): readonly string[] {
  const written = lines.filter((line) => line !== '')
  if (written.length < 2 || !written.every((line) => before.test(line))) return lines
  return lines.map((line) => (after === undefined ? line : line.replace(after, '')).replace(before, '').trim())
}

const NUMBERED = /^(\d+)(:|\s+|$)/

/** Without numbers that count the lines, as `cat -n`, `grep -n` and editors have them. */
function withoutNumbers(lines: readonly string[]): readonly string[] {
  const numbers = lines.filter((line) => line !== '').map((line) => Number(NUMBERED.exec(line)?.[1]))
  const counted = numbers.length > 1 && numbers.every((number, index) => number === (numbers[0] ?? 0) + index)
  return counted ? lines.map((line) => line.replace(NUMBERED, '').trim()) : lines
}

/** Without what `iperf3 --title` puts before each line. */
function withoutTitle(lines: readonly string[]): readonly string[] {
  const title = lines
    .map((line) => /^(\S.*?: {2})Connecting to host /.exec(line)?.[1])
    .find((found) => found !== undefined)
  if (title === undefined) return lines
  return lines.map((line) => (line === title.trim() ? '' : line.startsWith(title) ? line.slice(title.length) : line))
}

/** What a page or a message has around a listing, in lines of their own or before its first one and after its last. */
const TAGS = /^(<(pre|code)\b[^>]*>)+|(<\/(pre|code)>)+$/g

/** A line of the terminal, and what a tool printed of it. */
function printed(line: string): string {
  // Of Ctrl-C the terminal shows this where the cursor stands, at the start of the next line of the tool.
  const own = line
    .replace(/^(\^[CZ])+(?=.)/, '')
    .replace(TAGS, '')
    .trim()
  const ofMonitor = /^\(qemu\)\s*(.*)$/.exec(own)?.[1]
  // What is typed there has no colon with a space after it; an answer may come onto the line of the prompt.
  if (ofMonitor !== undefined) return /^[A-Z][\w ().-]*:\s/.test(ofMonitor) ? ofMonitor : ''
  return ADDED.some((pattern) => pattern.test(own)) ? '' : own
}

/**
 * What a tool printed, out of what a terminal showed: prompts, what was typed, colours, the redrawing of lines, `^C`, the
 * output of `time`, the frames of `script`, of quotations and of code, indentation and the title, the number or the time before
 * each line are left out, and what an editor made of quotes, dashes, spaces and digits is what it was. Lines keep their numbers: those that are none of the tool’s are empty.
 */
export function printedText(terminal: string): string {
  const drawn = terminal.split('\n').map((line) => plainTypography(shown(line)).trim())
  const unframed = FRAMES.reduce((lines, [before, after]) => withoutFrame(lines, before, after), withoutNumbers(drawn))
  const own = withoutTitle(withoutFrame(unframed.map(printed), TIME)).map(printed)
  const last = own.at(-1) ?? ''
  return (UNREAD_END.some((pattern) => pattern.test(last)) ? own.with(-1, '') : own).join('\n')
}
