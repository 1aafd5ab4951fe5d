import * as v from 'valibot'

// The keys Digital Ocean documents for project.yml ("Project configuration", docs.digitalocean.com,
// products/functions/reference/project-configuration); a key it does not know stops a deploy there.

const name = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be lower-case words joined by hyphens'),
)
const environment = v.record(v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9_]*$/)), v.string())
// Five fields; the shortest interval is a minute.
const cron = v.pipe(v.string(), v.regex(/^(\S+ ){4}\S+$/, 'must have five fields'))

const trigger = v.strictObject({
  name,
  type: v.literal('scheduled'),
  scheduledDetails: v.strictObject({
    cron,
    body: v.optional(v.record(v.string(), v.unknown())),
  }),
})

const limits = v.strictObject({
  timeout: v.pipe(v.number(), v.minValue(100), v.maxValue(900_000)),
  memory: v.picklist([128, 256, 512, 1024]),
  logs: v.optional(v.number()),
})

const functionEntry = v.strictObject({
  name,
  main: v.optional(v.string()),
  binary: v.optional(v.boolean()),
  runtime: v.picklist(['nodejs:18', 'nodejs:22', 'nodejs:24']),
  // `true` merges query and body and loses the bytes signatures are made over.
  web: v.union(
    [v.literal('raw'), v.literal(false)],
    'must be raw, or false for a function the web must not reach',
  ),
  webSecure: v.optional(v.union([v.boolean(), v.string()])),
  parameters: v.optional(v.record(v.string(), v.unknown())),
  environment: v.optional(environment),
  annotations: v.optional(v.record(v.string(), v.unknown())),
  limits,
  triggers: v.optional(v.array(trigger)),
})

const packageEntry = v.strictObject({
  name,
  shared: v.optional(v.boolean()),
  environment: v.optional(environment),
  parameters: v.optional(v.record(v.string(), v.unknown())),
  annotations: v.optional(v.record(v.string(), v.unknown())),
  functions: v.array(functionEntry),
})

const projectFile = v.pipe(
  v.strictObject({
    packages: v.array(packageEntry),
    environment: v.optional(environment),
    parameters: v.optional(v.record(v.string(), v.unknown())),
  }),
  v.check(
    ({ packages }) =>
      packages.flatMap((p) => p.functions.flatMap((f) => f.triggers ?? [])).length <= 3,
    'a namespace holds three scheduled triggers at most',
  ),
)

/** A project.yml as Digital Ocean reads it. */
export type ProjectFile = v.InferOutput<typeof projectFile>

/** What is wrong with a project.yml, a line each; none when Digital Ocean would take its keys. */
export function projectProblems(project: unknown): string[] {
  const read = v.safeParse(projectFile, project)
  if (read.success) return []
  return read.issues.map(
    (issue) =>
      `${(issue.path ?? []).map((part) => String(part.key)).join('.') || 'project.yml'}: ${issue.message}`,
  )
}
