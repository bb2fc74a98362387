import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { may, type Role } from '../../shared/people/rights.ts'
import { Button } from '../pages/ui/button.tsx'
import { EmptyState } from '../pages/ui/card.tsx'
import { Dialog } from '../pages/ui/dialog.tsx'
import { Icon } from '../pages/ui/icon.tsx'
import { hubState } from './hub-state.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { LazyPage } from './lazy-page.tsx'
import { OfflineBanner } from './offline.tsx'
import { MENU_GROUPS, PAGES, type Page } from './pages.ts'
import { heldBack, hrefTo, leaveAnyway, route, type Route } from './router.ts'
import { words } from './text/words.ts'
import { waitingByPage } from './today/todo.ts'
import { TodosContext, useTodos, useTodoSources } from './today/use-todos.ts'
import css from './shell.module.css'

export interface ShellProps {
  readonly account: { readonly displayName: string; readonly role: Role }
  readonly onLogOut: () => void
}

/** The console of somebody who is logged in: frame, and the page of the address. */
export function Shell({ account, onLogOut }: ShellProps) {
  const at = route.value
  const page = <PageAt at={at} role={account.role} />
  if (PAGES.some(each => each.id === at.page && each.paper)) return page
  return (
    <WithTodos role={account.role}>
      <Frame account={account} current={at.page} onLogOut={onLogOut}>
        {page}
      </Frame>
      {heldBack.value !== null && <UnsavedDialog />}
    </WithTodos>
  )
}

/** What waits is asked once, for the menu and the first page. */
function WithTodos({ role, children }: { role: Role; children: ComponentChildren }) {
  return <TodosContext.Provider value={useTodoSources(role)}>{children}</TodosContext.Provider>
}

/** Menu at the left, the page beside it. */
export function Frame(props: ShellProps & { readonly current: string; readonly children: ComponentChildren }) {
  return (
    <div class={css.shell}>
      <a class={css.skip} href={location.hash || '#/'} onClick={focusTitle}>
        {words().shell.skip}
      </a>
      <Menu {...props} />
      <main class={css.main}>
        <OfflineBanner />
        {props.children}
      </main>
    </div>
  )
}

function focusTitle(event: Event): void {
  event.preventDefault()
  document.querySelector<HTMLElement>('main h1')?.focus()
}

const allowed = (page: Page, role: Role): boolean => page.needs === null || may(role, page.needs)

function PageAt({ at, role }: { at: Route; role: Role }) {
  const { shell } = words()
  const page = PAGES.find(each => each.id === at.page)
  const main = useRef<HTMLDivElement>(null)
  const name = page?.label(words()) ?? shell.pageNotFound
  useEffect(() => {
    document.title = `${name} · ${shell.product}`
    main.current?.scrollTo(0, 0)
  }, [name, shell.product, at])
  if (page?.paper && allowed(page, role)) return <LazyPage key={page.id} page={page} rest={at.rest} />
  return (
    <PageBody body={main}>
      {!page && <EmptyState icon="alert" text={shell.pageNotFound} />}
      {page && !allowed(page, role) && <EmptyState icon="shield" text={shell.notAllowed} />}
      {page && allowed(page, role) && <LazyPage key={page.id} page={page} rest={at.rest} />}
    </PageBody>
  )
}

/** Where a page stands and scrolls. */
export function PageBody(props: { body?: RefObject<HTMLDivElement | null>; children: ComponentChildren }) {
  return (
    <div {...(props.body ? { ref: props.body } : {})} class={css.page} data-flow>
      {props.children}
    </div>
  )
}

function Menu({ account, current, onLogOut }: ShellProps & { current: string }) {
  const { shell } = words()
  const waiting = waitingByPage(useTodos().list ?? [])
  return (
    <nav class={css.menu} aria-label={shell.menu}>
      <div class={css.brand}>
        <b>{shell.product}</b>
        <span>
          {hubState.value.branchName && `${hubState.value.branchName} · `}
          {shell.console}
        </span>
      </div>
      <div class={css.groups} data-flow>
        {[null, ...MENU_GROUPS].map(group => {
          const pages = PAGES.filter(
            page => !page.paper && (page.group ?? null) === group && allowed(page, account.role),
          )
          return <MenuPart key={group} title={group && shell.groups[group]} {...{ pages, current, waiting }} />
        })}
      </div>
      <div class={css.me}>
        <p>
          <b>{account.displayName}</b>
          <span>{shell.roles[account.role]}</span>
        </p>
        <div>
          <Button kind="link" onClick={onLogOut}>
            {shell.logOut}
          </Button>
          <LanguageSwitch />
        </div>
      </div>
    </nav>
  )
}

/** One heading of the menu with its pages. */
function MenuPart(props: {
  title: string | null
  pages: readonly Page[]
  current: string
  waiting: ReadonlyMap<string, number>
}) {
  const { title, pages, current, waiting } = props
  if (pages.length === 0) return null
  return (
    <>
      {title && <h2>{title}</h2>}
      <ul aria-label={title ?? words().shell.menu}>
        {pages.map(page => (
          <MenuLine key={page.id} page={page} isHere={page.id === current} waits={waiting.get(page.id) ?? 0} />
        ))}
      </ul>
    </>
  )
}

/** A page, with how many things wait there; the number is said after the name. */
function MenuLine({ page, isHere, waits }: { page: Page; isHere: boolean; waits: number }) {
  const say = words().shell.waiting(waits)
  return (
    <li>
      <a
        href={hrefTo(page.id)}
        aria-current={isHere ? 'page' : undefined}
        {...(waits > 0 ? { 'aria-description': say, title: say } : {})}
      >
        <Icon name={page.icon} />
        {page.label(words())}
        {waits > 0 && <em aria-hidden="true">{waits > MOST_SHOWN ? `${MOST_SHOWN}+` : waits}</em>}
      </a>
    </li>
  )
}

/** Two figures fit. */
const MOST_SHOWN = 99

function UnsavedDialog() {
  const { shell } = words()
  const stay = () => {
    heldBack.value = null
  }
  return (
    <Dialog
      title={shell.unsavedTitle}
      width="narrow"
      onClose={stay}
      actions={
        <>
          <Button onClick={leaveAnyway}>{shell.leave}</Button>
          <Button kind="primary" onClick={stay} autofocus>
            {shell.stay}
          </Button>
        </>
      }
    >
      {shell.unsavedConsequences.map(each => (
        <p key={each}>{each}</p>
      ))}
    </Dialog>
  )
}
