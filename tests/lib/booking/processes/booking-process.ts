// A process that books over a queue file and a Google on loopback.
import { bookingParts, bookWanted, givenPlaces, told } from './booking-parts.ts'
import { serve } from './serve.ts'

const { deps } = bookingParts(givenPlaces())
serve(async (asked) => ('book' in asked ? told(await bookWanted(asked.book, deps)) : {}))
