import { say, type Text } from '../text/phrase.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import type { Check } from './checks.ts'

const LIMIT_MS = 10_000

/** Where stores send whoever may not see a file. */
const SIGN_IN =
  /^(accounts\.google\.com|login\.(microsoftonline|live)\.com|(www\.)?dropbox\.com\/login)|\/(login|log-in|signin|sign-in|ServiceLogin)\b/i

/**
 * Whether the film can be seen under its address by somebody who is not signed in.
 *
 * @param get `fetch`
 * @param words in which it is said
 * @returns a check that fails where the store asks for a login or does not have the file, and not where there is no network
 */
export async function checkVideoLink(url: string, get: typeof fetch, words: Words = ENGLISH): Promise<Check> {
  const verdict = (passed: boolean, said: Text): Check => ({ id: 'video', passed, evidence: spoken(said, words) })
  let response: Response
  try {
    response = await get(url, {
      redirect: 'follow',
      signal: AbortSignal.timeout(LIMIT_MS),
      headers: { 'user-agent': 'Mozilla/5.0' },
    })
    await response.body?.cancel()
  } catch (error) {
    const why =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)
    return verdict(true, say('fault.link.untried', { url, why }))
  }
  const { host, pathname } = new URL(response.url || url)
  if (SIGN_IN.test(host + pathname)) return verdict(false, say('fault.link.login', { url }))
  return response.ok
    ? verdict(true, say('check.video', { url }))
    : verdict(false, say('fault.link.answers', { url, status: response.status }))
}
