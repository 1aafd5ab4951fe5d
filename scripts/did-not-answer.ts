/** The sentence for a request that reached nobody: `fetch` itself says only that it failed. */
export function didNotAnswer(url: string, error: unknown): string {
  const { message, cause } = error as Error
  return `${url} did not answer: ${cause instanceof Error ? cause.message : message}`
}
