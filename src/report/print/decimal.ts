/** A number with so many decimals at most, as short as PDF has it. */
export function decimal(value: number, places: number): string {
  const text = String(Math.round(value * 10 ** places) / 10 ** places)
  return text === '-0' ? '0' : text.replace(/^(-?)0\./, '$1.')
}

export const hundredths = (value: number): number => Math.round(value * 100) / 100
