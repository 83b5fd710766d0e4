import { say, type Text } from '../../text/phrase.ts'

/** How many processors a host has; null where that is not known. */
export type HostProcessors = number | null

/** The processor that a share in use is of: where there is one, it is no matter of the busiest. */
export const hostProcessor = (processors: HostProcessors, where: 'begins' | 'within'): Text =>
  processors === 1
    ? say(where === 'begins' ? 'C.processor.only' : 'C.processor.only.within')
    : say(where === 'begins' ? 'C.processor.busiest' : 'C.processor.busiest.within')
