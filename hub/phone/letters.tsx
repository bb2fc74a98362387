import { turnoutText } from '../../shared/notices/build-activity.ts'
import type { InnerDocument } from '../../shared/notices/inner-document.ts'
import type { PhonePage } from '../../shared/own/phone-own.ts'
import type { OwnDesk } from './own.ts'
import { lettersWords } from './text/letters.ts'
import { useWords } from './words.ts'

/** 通知和来信 on the phone: what is for members and what is for this one, each opened by a touch. */
export function Letters({ page, desk }: { page: PhonePage; desk: OwnDesk }) {
  const text = lettersWords[useWords().language]
  if (page.documents.length === 0) return null
  const read = new Set(page.inner.filter(each => each.read).map(each => each.docId))
  return (
    <section class="card own letters">
      <h2>{text.title}</h2>
      {page.documents.map(each => {
        const isNew = !read.has(each.docId)
        return (
          <details key={each.docId} onToggle={event => event.currentTarget.open && isNew && void desk.read(each)}>
            <summary>
              <b>{each.title}</b>
              <span class="quiet">
                {[each.publishedOn, each.scope.is === 'self' ? text.self : text.members].join(' · ')}
              </span>
              {isNew && <span class="state">{text.isNew}</span>}
            </summary>
            {each.correction !== null && <p class="quiet">{text.corrected(each.correction)}</p>}
            {linesOf(each).map((line, at) => (
              <p key={at}>{line}</p>
            ))}
            <p class="quiet">{`${each.issuer} · ${each.contact.name} ${each.contact.phone}`}</p>
          </details>
        )
      })}
    </section>
  )
}

function linesOf({ body }: InnerDocument): readonly string[] {
  switch (body.kind) {
    case 'announcement':
      return body.paragraphs
    case 'activity': {
      const came = body.turnout ? [turnoutText(body.turnout)] : []
      return [body.name, body.time, body.place, body.audience, ...came, ...body.paragraphs].filter(each => each !== '')
    }
    case 'commendation':
      return [body.intro, ...body.people.map(({ name, deed }) => `${name}：${deed}`)]
    default:
      // Of no kind that is published behind the card.
      return []
  }
}
