import { systemClock } from '../clock.ts'
import { perHost } from '../host.ts'
import { supabaseDoor, type Door } from './door.ts'
import type { Remote } from './remote.ts'
import { supabaseRemote } from './supabase-remote.ts'
import { hostSupabase } from './supabase.ts'

/** Supabase as the process's queue replays to it. */
export const hostRemote = perHost((host): Remote => supabaseRemote(hostSupabase(host)))

/** The one door all of the process's writes to Supabase go through. */
export const hostDoor = perHost((host): Door => {
  return supabaseDoor({ remote: hostRemote(host), clock: systemClock, ...host })
})
