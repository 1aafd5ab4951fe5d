import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { perHost } from '../host.ts'
import type { Database } from './database.types.ts'
import { supabaseFetch } from './supabase-fetch.ts'

/**
 * The way to our rows. Every query ends in `.abortSignal(deadline.signal)` and `.throwOnError()`, and then
 * throws only VendorFailure('supabase', …).
 */
export type Supabase = SupabaseClient<Database>

/** Where Supabase is. `url` may be `http+unix://` and the percent-encoded path of a PostgREST socket. */
export type SupabaseOptions = { url: string; serviceKey: string }

/** A client that never repeats a request by itself, keeps its connections and no session. */
export function supabase({ url, serviceKey }: SupabaseOptions): Supabase {
  const isSocket = url.startsWith('http+unix://')
  return createClient<Database>(isSocket ? 'http://supabase.local' : url, serviceKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    // Reads would otherwise be repeated for 7 s.
    db: { retry: false },
    global: { fetch: supabaseFetch(systemClock, isSocket ? url : undefined) },
  })
}

/** The process's client, by the configuration. */
export const hostSupabase = perHost(() => {
  const { SUPABASE_URL = '', SUPABASE_SERVICE_KEY = '' } = config()
  return supabase({ url: SUPABASE_URL, serviceKey: SUPABASE_SERVICE_KEY })
})
