/** A number as it stands in a text. */
export interface PrintedNumber {
  text: string
  value: number
  decimals: number
}

const NUMBER = /(?<![\w.])[\u2212-]?\d+(?:,\d{3})*(?:\.\d+)?(?!\w)/g

/** Every number of a text, in its order, whatever it is. */
export const numbersIn = (text: string): PrintedNumber[] =>
  (text.match(NUMBER) ?? []).map((number) => {
    const digits = number.replaceAll(',', '').replace('\u2212', '-')
    return { text: number, value: Number(digits), decimals: digits.split('.')[1]?.length ?? 0 }
  })

/** Whether a printed number is a value, rounded as it is printed. */
export const isRounded = ({ value: printed, decimals }: PrintedNumber, value: number): boolean =>
  Math.abs(printed - value) <= 0.5000001 * 10 ** -decimals

/** How a value stands in a text: the number that is it with the most decimals; null where it does not stand there. */
export function printedAs(value: number, text: string): string | null {
  const [found] = numbersIn(text)
    .filter((number) => isRounded(number, value))
    .toSorted((a, b) => b.decimals - a.decimals)
  return found?.text ?? null
}
