import { openSlot } from '../booking/slot-token.ts'
import type { Deadline } from '../deadline.ts'
import type { Interval } from '../interval.ts'
import type { Call } from '../retell/call.ts'
import type { Client } from '../store/client.ts'
import type { TimeArguments } from './arguments.ts'
import { customerZone } from './customer-zone.ts'
import { callHours, heard, oneInstant, type ReadElsewhere } from './heard.ts'
import { zoneSaid, type ZoneSaid } from './wording.ts'

/** A booking's time as the agent gave it: a token from one of our offers, or words, or both. */
export type Wanted = {
  client: Client
  call: Call
  asked: TimeArguments
  slotToken?: string | undefined
  /** Epoch ms. */
  now: number
  deadline: Deadline
}

/** The one time meant and the zone it is said in; `slot` is absent when the words are not exactly one instant. */
export type WantedSlot = ZoneSaid & { slot?: Interval }

/** Finds the one time a customer agreed to. A token that is not this call's, or too old, falls back to the words. */
export async function wantedSlot(
  wanted: Wanted,
  { tokenKey, readElsewhere }: { tokenKey: Uint8Array; readElsewhere?: ReadElsewhere | undefined },
): Promise<WantedSlot> {
  const { client, call, asked, now, deadline } = wanted
  const { zone, unclear } = customerZone({
    given: asked.zone,
    phone: call.customerPhone,
    clientZone: client.settings.zone,
    now,
  })
  const holder = { clientId: client.id, callId: call.callId }
  const sealed = wanted.slotToken && openSlot(wanted.slotToken, holder, now, tokenKey)
  if (sealed) return { zone, nameZone: false, slot: lasting(sealed.start, sealed.minutes) }
  const [usual = 30] = client.settings.meetingMinutes
  const minutes = asked.meetingMinutes ?? usual
  const isAskable = !unclear && client.settings.meetingMinutes.includes(minutes)
  if (asked.words === undefined || !isAskable) return { zone, nameZone: false }

  const context = { now, zone, clientZone: client.settings.zone, hours: callHours(client.settings) }
  const request = await heard(asked.words, context, { read: readElsewhere, deadline })
  const start = oneInstant(request, now)
  const said = zoneSaid(request, zone, start ?? now)
  return start === undefined ? said : { ...said, slot: lasting(start, minutes) }
}

function lasting(start: number, minutes: number): Interval {
  return { start, end: start + minutes * 60_000 }
}
