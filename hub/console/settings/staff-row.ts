import type { api } from '../api.ts'

export type StaffRow = Awaited<ReturnType<typeof api.staff.list.query>>[number]
