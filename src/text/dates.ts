import { isChinese } from './chinese.ts'

/** `2026-11-23T20:03:43Z` → `23 November 2026`, in UTC so that every machine prints the same. */
export function formatDate(iso: string, language: string): string {
  // English as the report's: Americans put the month first.
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
}

/** `2026-11-23T20:03:43Z` → `23 November 2026, 20:03 UTC`, in Chinese `2026年11月23日20:03（UTC）`. */
export function formatTime(iso: string, language: string): string {
  const [date, time] = [formatDate(iso, language), iso.slice(11, 16)]
  return isChinese(language) ? `${date}${time}（UTC）` : `${date}, ${time} UTC`
}
