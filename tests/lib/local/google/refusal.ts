type Refused = {
  status?: number
  message?: string
  response?: { data?: { error?: string | { errors?: { reason: string }[] } } }
}

/** How Google refused: the HTTP status, and the reason in its body (for the token endpoint its `error`). */
export async function refusal(call: Promise<unknown>): Promise<[number, string]> {
  const thrown = await call.then(
    () => undefined,
    (reason: unknown) => reason as Refused,
  )
  if (!thrown) throw new Error('it was not refused')
  if (!thrown.response) throw new Error(`no answer: ${thrown.message}`, { cause: thrown })
  const error = thrown.response.data?.error
  const reason = typeof error === 'string' ? error : error?.errors?.[0]?.reason
  return [thrown.status ?? 0, reason ?? '']
}
