import { systemClock } from '../clock.ts'
import { deadlineIn, type Deadline } from '../deadline.ts'
import { perHost, type Host } from '../host.ts'
import type { Outbox } from '../messages/outbox.ts'
import { failureLogOutbox } from './failure-log-outbox.ts'
import { hostSupabase } from './supabase.ts'

const callMs = 5_000

/** The process's outbox: in the queue file, or in failure_logs where there is none. */
export const hostOutbox = perHost(
  ({ queue }): Outbox =>
    queue?.outbox ?? failureLogOutbox(hostSupabase({}), () => deadlineIn(systemClock, callMs)),
)

/** The same for one request, whose deadline no call of it outlasts. */
export function outboxWithin({ queue }: Pick<Host, 'queue'>, deadline: Deadline): Outbox {
  return queue?.outbox ?? failureLogOutbox(hostSupabase({}), () => deadline.within(callMs))
}
