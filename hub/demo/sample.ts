import { readFile } from 'node:fs/promises'
import { must } from '../../shared/base/check.ts'
import type { PlainDate } from '../../shared/base/plain-date.ts'
import { readActivities, type ActivityDraft } from '../spreadsheets/activities.ts'
import { readLedger, type LedgerDraft } from '../spreadsheets/ledger.ts'
import { readSpreadsheet } from '../spreadsheets/read.ts'
import { readRoster, type RosterDraft } from '../spreadsheets/roster.ts'
import type { Sheet } from '../spreadsheets/sheet.ts'
import { SAMPLE_YEAR } from './year.ts'

/** The sample branch as its own files tell it, read by the same readers that a secretary's files go through. */
export interface Sample {
  readonly people: readonly RosterDraft[]
  readonly activities: readonly ActivityDraft[]
  readonly ledger: readonly LedgerDraft[]
}

async function sheet(file: string): Promise<Sheet> {
  const bytes = await readFile(new URL(`./data/${file}`, import.meta.url))
  const read = await readSpreadsheet(bytes, file)
  return must(read.ok ? read.value : null, `a readable ${file}`)
}

export async function readSample(): Promise<Sample> {
  const { people } = readRoster(await sheet('roster-qingxi.xlsx'), { asOf: `${SAMPLE_YEAR}-01-04` as PlainDate })
  const { activities } = readActivities(await sheet('activities-2026.csv'))
  const { lines } = readLedger(await sheet('ledger-2026.csv'), {
    asOf: `${SAMPLE_YEAR}-12-31` as PlainDate,
    memberNosOf: name => people.filter(person => person.name === name).map(person => person.memberNo),
  })
  return { people, activities, ledger: lines }
}
