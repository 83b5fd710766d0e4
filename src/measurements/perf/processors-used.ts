import { median } from 'simple-statistics'
import { type Line, linesOf } from '../parse-error.ts'

/** `2.003 CPUs utilized`, as each way of printing has it. */
const USED = /(\d+\.\d+)(?:[,;|\t]|"?, "metric-unit" : "|\s+)CPUs utilized/

/** Of a program that keeps several processors busy some time is always lost; a counter of a whole one loses none. */
const LEAST = 0.999
const MOST = 1.005

/**
 * Where perf, which names no program then, shows that it counted several whole processors (`-a`, `-C`): their time is as long as
 * what went by, so many times over. Null where it does not.
 */
export function wholeProcessors(text: string, file: string): { processors: number; line: Line } | null {
  const used = linesOf(text, file).flatMap((line) => {
    const printed = USED.exec(line.text)?.[1]
    return printed === undefined ? [] : [{ line, used: Number(printed) }]
  })
  const [first] = used
  if (first === undefined) return null
  const usual = median(used.map((one) => one.used))
  const processors = Math.round(usual)
  const isWhole = processors > 1 && usual >= LEAST * processors && usual <= MOST * processors
  return isWhole ? { processors, line: first.line } : null
}
