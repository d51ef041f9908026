/** Part 4: group commit. */

import type { Group, GroupIo } from "../../exercises/17-storage/given.ts";

interface State {
  /** Those that the sync under way covers; empty: none is. */
  syncing: number[];
  /** Those that came since. */
  waiting: number[];
  hasFailed: boolean;
}

export const group: Group<State> = {
  start: () => ({ syncing: [], waiting: [], hasFailed: false }),
  put(s, put, io) {
    if (s.hasFailed) return io.refuse(put);
    s.waiting.push(put);
    if (s.syncing.length === 0) begin(s, io);
  },
  synced(s, io) {
    for (const put of s.syncing) io.tell(put);
    begin(s, io);
  },
  failed(s, io) {
    for (const put of [...s.syncing, ...s.waiting]) io.refuse(put);
    s.syncing = [];
    s.waiting = [];
    s.hasFailed = true;
  },
};

function begin(s: State, io: GroupIo): void {
  s.syncing = s.waiting;
  s.waiting = [];
  if (s.syncing.length > 0) io.sync();
}
