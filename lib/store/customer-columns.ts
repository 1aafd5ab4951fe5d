/** What a bookings row says of its customer, emptied; the time, the call and the lead's id stay. */
export const withoutCustomer = {
  customer_name: null,
  customer_phone: null,
  customer_email: null,
  notes: null,
  words: null,
  answers: {},
}

/** The same, and with nothing that leads back to the customer. */
export const withoutTrace = { ...withoutCustomer, call_id: null, lead_id: null }
