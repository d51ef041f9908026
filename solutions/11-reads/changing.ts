/** Part 11: no new ballot before the leases on the old one are over. */

import type { Changing, ChangingIo } from "../../exercises/11-reads/given.ts";

interface State {
  ballot: number;
  /** What it had accepted when it promised that. */
  bar: number;
  /** The ballot that it is to promise when it is free. */
  wanted: number | null;
}

export const changing: Changing<State> = {
  start: (ballot, bar) => ({ ballot, bar, wanted: null }),
  asked(s, ballot, isFree, io) {
    if (ballot <= s.ballot) return;
    const isFirst = s.wanted === null;
    s.wanted = Math.max(ballot, s.wanted ?? ballot);
    if (isFree) adopt(s, io);
    else if (isFirst) io.revoke();
  },
  freed(s, io) {
    if (s.wanted !== null) adopt(s, io);
  },
  mayAnswer(s, leases, executed, io) {
    const valid = leases.filter(({ ballot }) => ballot === s.ballot);
    const bar = Math.max(s.bar, ...valid.map((each) => each.bar));
    return 2 * (valid.length + 1) > io.servers && executed >= bar;
  },
};

function adopt(s: State, io: ChangingIo): void {
  Object.assign(s, { ballot: s.wanted, bar: io.last, wanted: null });
  io.adopt(s.ballot, s.bar);
}
