import * as v from 'valibot'
import { textAt, textOrNumberAt } from '../retell/call.ts'
import { phoneNumber } from '../retell/phone-number.ts'
import { cut, timeArguments, type TimeArguments } from './arguments.ts'

/** What a language model wrote into book's arguments, as far as it is usable. */
export type BookArguments = TimeArguments & {
  slotToken?: string
  customerName?: string
  /** E.164, when a number was given. */
  customerPhone?: string
  customerEmail?: string
  leadId?: string
  notes?: string
}

const longest = { name: 120, email: 254, leadId: 200, notes: 2000 }

/** The schema of book's arguments. */
export const BookBody = v.pipe(v.record(v.string(), v.unknown()), v.transform(bookArguments))

function bookArguments(args: Record<string, unknown>): BookArguments {
  const read = {
    slotToken: textAt(args, 'slot_token'),
    customerName: cut(textAt(args, 'customer_name'), longest.name),
    customerPhone: phoneNumber(textOrNumberAt(args, 'customer_phone')),
    customerEmail: emailIn(textAt(args, 'customer_email')),
    leadId: cut(textOrNumberAt(args, 'lead_id'), longest.leadId),
    notes: cut(textAt(args, 'notes'), longest.notes),
  }
  const given = Object.entries(read).filter(([, value]) => value !== undefined)
  return { ...timeArguments(args), ...(Object.fromEntries(given) as BookArguments) }
}

function emailIn(text: string | undefined): string | undefined {
  const email = text?.toLowerCase()
  return email && email.length <= longest.email && v.is(v.pipe(v.string(), v.email()), email)
    ? email
    : undefined
}
