import type { zhKinds } from './zh-kinds.ts'

export const enKinds: typeof zhKinds = {
  activity: { name: 'Activity', time: 'Time', place: 'Place', audience: 'For', turnout: 'Attendance' },
  commendation: 'Roll of honour',
  people: count => (count === 1 ? '1 person' : `${count} people`),
  pledges: {
    promises: 'Promises kept',
    posts: 'Posts and duties',
    areas: 'Areas of duty',
    models: 'Model posts',
    threeShows: 'Three shows',
  },
  post: { promises: 'Standing', posts: 'Post', areas: 'Area', models: 'Model post', threeShows: 'Post' },
  state: { standing: 'Lasting', underWay: 'Under way', kept: 'Done' },
  rows: count => (count === 1 ? '1 entry' : `${count} entries`),
}
