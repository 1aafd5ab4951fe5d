import type { Wish } from '../booking/booking.ts'
import type { Call } from '../retell/call.ts'
import type { BookArguments } from './book-arguments.ts'

/** What a request to book wishes, by its arguments and by what the call says of the customer. `zone` is IANA. */
export function wishOf(
  { call, body }: { call: Call; body: BookArguments },
  phone: string,
  zone: string,
): Wish {
  const leadId = body.leadId ?? call.leadId
  return {
    zone,
    customer: {
      name: body.customerName ?? call.customerName ?? 'Customer',
      phone,
      ...(body.customerEmail !== undefined && { email: body.customerEmail }),
    },
    ...(leadId !== undefined && { leadId }),
    ...(body.notes !== undefined && { notes: body.notes }),
    ...(body.words !== undefined && { words: body.words }),
  }
}
