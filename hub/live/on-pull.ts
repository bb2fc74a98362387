import type { Handler } from './context.ts'

/** What follows a position of a feed, with the hub's signed word for where that ends. */
export const onPull: Handler<'pull'> = {
  strangers: false,
  handle: ({ pages }, _session, pull) => pages.page(pull),
}
