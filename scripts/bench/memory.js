// Loaded before the service by the bench: tells its memory after a collection, when asked over IPC.
process.on('disconnect', () => process.exit())
process.on('message', () => {
  globalThis.gc()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send({ live: (heapUsed + external) / 1e6, rss: rss / 1e6 })
})
