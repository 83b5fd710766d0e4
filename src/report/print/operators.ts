const STATE = / (?:rg|RG|g|G|gs|w|d|j|J|M|cs|CS|scn|SCN)$/
/** Ends of operators of paths, of which a page has thousands. */
const NEITHER = new Set(['l', 'm', 'c', 'e', 'h', 'f', '*', 'T', 'C'])

/** Whether an operator in a line of its own sets colours, widths and the like, which may stand between texts, and in them (ISO 32000-1, 8.2). */
export const isState = (line: string): boolean => !NEITHER.has(line.at(-1) ?? '') && STATE.test(line)

/** Whether it begins marked content. */
export const isMark = (line: string): boolean => line.endsWith('BDC') || line.endsWith('BMC')
