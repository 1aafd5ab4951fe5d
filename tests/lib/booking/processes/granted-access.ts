import type { WorldHelpers } from '../../../../lib/local/google/helpers.ts'

const scope = 'https://www.googleapis.com/auth/calendar.events'

/** An access token of a broker who has just consented; the account is there from then on. */
export function grantedAccess(google: WorldHelpers, account: string): string {
  google.addAccount(account, 'UTC')
  return google.issueTokens(account, [`${scope}.freebusy`, `${scope}.owned`]).accessToken
}
