/** An option of a program, as `-m` and `--no-warmup`; what is longer may have to be parted at the end of a line. */
const OPTION = String.raw`-{1,2}\w[\w-]{0,23}`

const WHOLE = new RegExp(`^${OPTION}$`)

/** Options within a text. */
export const OPTION_IN_TEXT = new RegExp(String.raw`(?<![\w-])${OPTION}`, 'g')

/** Options and names with a hyphen, as those of devices are, within a text. */
export const NAME_IN_TEXT = new RegExp(String.raw`(?<![\w-])(?:${OPTION}|[a-z]\w*-[\w-]{1,24})`, 'g')

/** Options and what virtio's devices are called, within prose. */
export const NAME_IN_PROSE = new RegExp(String.raw`(?<![\w-])(?:${OPTION}|virtio-[\w-]{1,24})`, 'g')

/** Options, and names of any kind with a hyphen: a hyphen at the end of a Chinese line looks like one of typesetting. */
export const NAME_IN_CHINESE = new RegExp(String.raw`(?<![\w-])(?:${OPTION}|[A-Za-z]\w*-[\w-]{1,24})`, 'g')

/** Whether a text is an option and nothing else. */
export const isOption = (text: string): boolean => WHOLE.test(text)

/** HTML in which what `names` finds is not parted at its hyphens at the end of a line. */
export const wholeNames = (html: string, names: RegExp): string =>
  html.replace(names, (found) => `<span class="option">${found}</span>`)
