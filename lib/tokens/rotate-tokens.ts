import type { Deadline } from '../deadline.ts'
import type { TokenRow, TokenRows } from '../store/token-rows.ts'
import { EnvelopeError, type Keyring } from './envelope.ts'

const rowsAtOnce = 100

/** What a rotation found and did. */
export type RotationReport = {
  /** Sealed anew with the current key. */
  resealed: number
  /** Sealed with the current key before. */
  current: number
  /** Written by somebody else meanwhile: the next run looks again. */
  changed: number
  /** Clients whose envelopes no known key opens; left as they are. */
  unreadable: string[]
}

/**
 * Seals every stored token with the current key. It may be stopped at any row and run again, beside a
 * running service: a row is only replaced as it was read. Throws VendorFailure('supabase', …).
 */
export async function rotateTokens(
  rows: TokenRows,
  keys: Keyring,
  deadline: () => Deadline,
): Promise<RotationReport> {
  const report: RotationReport = { resealed: 0, current: 0, changed: 0, unreadable: [] }
  let after: string | undefined
  for (;;) {
    const page = await rows.page({ after, limit: rowsAtOnce }, deadline())
    for (const row of page) await rotate(row)
    after = page.at(-1)?.clientId
    if (after === undefined) return report
  }

  async function rotate(row: TokenRow): Promise<void> {
    if (keys.isCurrent(row.access) && keys.isCurrent(row.refresh)) {
      report.current += 1
      return
    }
    const sealed = reseal(row, keys)
    if (!sealed) report.unreadable.push(row.clientId)
    else if (await rows.replace({ ...row, ...sealed }, deadline())) report.resealed += 1
    else report.changed += 1
  }
}

function reseal({ clientId, access, refresh }: TokenRow, keys: Keyring) {
  const anew = (envelope: string, column: string) => {
    const place = { table: 'oauth_tokens', column, clientId }
    return keys.seal(keys.open(envelope, place), place)
  }
  try {
    return {
      access: anew(access, 'access_token_encrypted'),
      refresh: anew(refresh, 'refresh_token_encrypted'),
    }
  } catch (error) {
    if (error instanceof EnvelopeError) return undefined
    throw error
  }
}
