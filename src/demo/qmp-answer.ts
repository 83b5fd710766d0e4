import { z } from 'zod'

const Answer = z.looseObject({ return: z.unknown(), error: z.looseObject({ desc: z.string() }).optional() })

/**
 * QEMU's first answer in what a terminal shows that speaks QMP, between events; undefined while there is none.
 * @param shown without control sequences
 */
export function qmpAnswer(shown: string): { returned: unknown; error: string | undefined } | undefined {
  const line = shown.split('\n').find((one) => /^\{"(return|error)": .*\}\s*$/.test(one))
  if (line === undefined) return undefined
  const { return: returned, error } = Answer.partial().parse(JSON.parse(line))
  return { returned, error: error?.desc }
}
