// npm run --silent slots -- --jsonl < cases.jsonl > answers.jsonl
import { createInterface } from 'node:readline'
import { findSlots } from '../lib/availability/find-slots.ts'
import { answerLine, queryOf } from './slot-case.ts'
import type { SlotCase } from './slot-case.ts'

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue
  const scenario = JSON.parse(line) as SlotCase
  console.log(JSON.stringify(answerLine(scenario, findSlots(queryOf(scenario)))))
}
