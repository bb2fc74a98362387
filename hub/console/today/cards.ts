import type { ComponentType } from 'preact'
import type { Action } from '../../../shared/people/rights.ts'
import { leaveTodo } from '../activities/todo.ts'
import { careTodo } from '../care/todo.ts'
import { conflictsTodo } from '../conflicts/todo.ts'
import { schemeTodo } from '../items/todo.ts'
import { declarationsTodo } from '../declarations/todo.ts'
import { objectionsTodo } from '../notices/objections-todo.ts'
import { noticesTodo } from '../notices/todo.ts'
import { incidentsTodo } from '../incidents/todo.ts'
import { kiosksTodo } from '../kiosks/todo.ts'
import { reviewsTodo } from '../reviews/todo.ts'
import { activities, backup, firstSteps, holidays } from './sources.ts'
import type { TodoSource } from './todo.ts'

/**
 * What fills the first page. A desk that has things to do adds a source; one that has something to look at adds a card:
 * a component without props that asks for its own data and draws a `Card`.
 */

export const TODO_SOURCES: readonly TodoSource[] = [
  incidentsTodo,
  firstSteps,
  noticesTodo,
  reviewsTodo,
  objectionsTodo,
  declarationsTodo,
  schemeTodo,
  careTodo,
  activities,
  leaveTodo,
  conflictsTodo,
  kiosksTodo,
  backup,
  holidays,
]

export interface TodayCard {
  readonly id: string
  /** top: across the page · left: narrow, below 今天要办 · right: wide */
  readonly place: 'top' | 'left' | 'right'
  readonly needs: Action | null
  readonly load: () => Promise<ComponentType>
}

export const TODAY_CARDS: readonly TodayCard[] = [
  {
    id: 'review',
    place: 'top',
    needs: 'ledger.read',
    load: () => import('./review-card.tsx').then(module => module.ReviewCard),
  },
  {
    id: 'kiosks',
    place: 'left',
    needs: 'kiosks.manage',
    load: () => import('../kiosks/today-card.tsx').then(module => module.KiosksTodayCard),
  },
  {
    id: 'wall',
    place: 'right',
    needs: 'members.read',
    load: () => import('./wall-card.tsx').then(module => module.WallCard),
  },
  {
    id: 'declarations',
    place: 'right',
    needs: 'ledger.register',
    load: () => import('../declarations/today-card.tsx').then(module => module.DeclarationsTodayCard),
  },
  {
    id: 'upcoming',
    place: 'right',
    needs: 'members.read',
    load: () => import('./upcoming-card.tsx').then(module => module.UpcomingCard),
  },
]
