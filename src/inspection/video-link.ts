import type { Check } from './checks.ts'

const LIMIT_MS = 10_000

/** Where stores send whoever may not see a file. */
const SIGN_IN =
  /^(accounts\.google\.com|login\.(microsoftonline|live)\.com|(www\.)?dropbox\.com\/login)|\/(login|log-in|signin|sign-in|ServiceLogin)\b/i

/**
 * Whether the film can be seen under its address by somebody who is not signed in.
 *
 * @param get `fetch`
 * @returns a check that fails where the store asks for a login or does not have the file, and not where there is no network
 */
export async function checkVideoLink(url: string, get: typeof fetch): Promise<Check> {
  const verdict = (passed: boolean, evidence: string): Check => ({ id: 'video', passed, evidence })
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
    return verdict(true, `${url} could not be tried (${why}): open it in a window in which you are not signed in`)
  }
  const { host, pathname } = new URL(response.url || url)
  if (SIGN_IN.test(host + pathname))
    return verdict(false, `${url} asks for a login: allow everyone with the link to see it`)
  return response.ok
    ? verdict(true, `${url} answers without a login`)
    : verdict(false, `${url} answers ${response.status}: is the link right, and may everyone with it see the film?`)
}
