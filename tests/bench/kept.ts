import { DatabaseSync } from 'node:sqlite'
import { must } from '../../shared/base/check.ts'

/** Every acknowledged sign-in is one record and one attendance in the hub's file. @throws where it is not */
export function checkAllKept(file: string, records: number): void {
  const database = new DatabaseSync(file, { readOnly: true })
  const count = (table: string) =>
    Number(must(database.prepare(`SELECT count(*) AS n FROM ${table}`).get(), table)['n'])
  const [raw, attendance, conflicts] = [count('raw'), count('attendance'), count('conflicts')]
  database.close()
  if (raw !== records || attendance !== records || conflicts !== 0) {
    throw new Error(`${records} acknowledged, ${raw} kept, ${attendance} attended, ${conflicts} in doubt`)
  }
}
