import { VendorFailure } from '../failure.ts'
import type { Supabase } from './supabase.ts'

/**
 * Makes sure Supabase Auth has a user with this id, which the operator's client then signs in as. Throws
 * VendorFailure('supabase', …); `conflict` (`email_exists`) when the e-mail is another user's.
 */
export async function ensureAuthUser(
  db: Supabase,
  user: { id: string; email: string },
): Promise<void> {
  const known = await db.auth.admin.getUserById(user.id)
  if (known.data.user) return
  if (known.error?.status !== 404) throw authFailure(known.error)
  const made = await db.auth.admin.createUser({ ...user, email_confirm: true })
  if (made.error) throw authFailure(made.error)
}

function authFailure(error: { status?: number | undefined; code?: string | undefined } | null) {
  const { status = 0, code } = error ?? {}
  const details = { code: code ?? String(status), cause: error }
  if (code === 'email_exists' || status === 409)
    return new VendorFailure('supabase', 'conflict', details)
  if (status === 401 || status === 403)
    return new VendorFailure('supabase', 'unauthorized', details)
  if (status === 429) return new VendorFailure('supabase', 'rate_limited', details)
  if (status === 0) return new VendorFailure('supabase', 'unreachable', details)
  return new VendorFailure('supabase', status >= 500 ? 'server' : 'refused', details)
}
