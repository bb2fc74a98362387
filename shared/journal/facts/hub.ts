import * as v from 'valibot'

const lines = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What happened to the hub as a whole. */
export const hubFacts = {
  /** Everything before this line comes from a backup; what was written after the backup was made is gone. */
  'hub.restored': v.object({
    /** Lines that the backup held. */
    journalSize: lines,
    /** The new epoch that kiosks are told of (SYNC F.1). */
    epoch: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  }),
  /** Somebody took a copy of everything. */
  'hub.backedUp': v.object({ journalSize: lines }),
  /** Where backups go besides the hub's own disk: what kind of place, never its path. */
  'hub.backupPlaceSet': v.object({ place: v.picklist(['none', 'sameDisk', 'otherDisk']) }),
}
