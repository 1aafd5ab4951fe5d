/** A plain text table for the terminal, two spaces in, columns as wide as their widest cell. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    `  ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join('  ')}`.trimEnd()
  const rule = widths.map((width) => '─'.repeat(width))
  return `${[head, rule, ...rows].map(line).join('\n')}\n`
}
