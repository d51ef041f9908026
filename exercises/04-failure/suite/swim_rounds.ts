/** Whom members probe, and how often. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { CRASH_MS, END_MS, PERIOD, pings, ran, ROUNDS } from "./swim_sent.ts";
import { type Begin, NODES, options } from "./swim_world.ts";

/** Each probes each other at least once in 2n − 1 of its periods. */
export function goesRound(begin: Begin, grading: Grading): void {
  afterCrash(begin, grading);
  const asked = `${NODES} nodes; nothing happens`, most = 2 * (NODES - 1) - 1;
  const { sent } = ran(begin, [], asked, grading);
  for (let node = 0; node < NODES; node++) {
    const targets = pings(sent, node).map(({ to }) => to);
    const least = Math.floor(END_MS / options.periodMs) - 3;
    if (targets.length < least) {
      const came = `node ${node} pings ${targets.length} times in ${
        END_MS / options.periodMs
      } periods`;
      throw new Wrong(said({ asked, came, must: "once in each", why: PERIOD }));
    }
    for (let other = 0; other < NODES; other++) {
      const at = [-1, ...targets.flatMap((to, i) => to === other ? [i] : []), targets.length];
      const gap = Math.max(...at.slice(1).map((each, i) => each - at[i]!));
      if (other === node || gap <= most + 1) continue;
      const came = `node ${node} does not ping node ${other} in ${gap - 1} periods in a row`;
      const must = `each other once in ${most} periods at least`;
      throw new Wrong(said({ asked, came, must, why: ROUNDS }));
    }
  }
}

/** Who comes back from a crash probes as before. */
function afterCrash(begin: Begin, grading: Grading): void {
  const asked = `${NODES} nodes; node 3 crashes at ${CRASH_MS} ms, and comes back at once`;
  const faults: Schedule = [{ kind: "crash", at: CRASH_MS, node: 3, downMs: 20 }];
  const { sent } = ran(begin, faults, asked, grading, false);
  const count = pings(sent, 3).filter(({ at }) => at > CRASH_MS + 500).length;
  const most = Math.floor((END_MS - CRASH_MS - 500) / options.periodMs);
  const syncs =
    sent.filter(({ from, at, body }) => from === 3 && at > CRASH_MS + 500 && body.type === "sync")
      .length;
  const least = Math.floor((END_MS - CRASH_MS - 500) / options.syncMs) - 2;
  if (syncs < least) {
    const came = `node 3 sends sync ${syncs} times in ${END_MS - CRASH_MS} ms after it`;
    throw new Wrong(said({ asked, came, must: `once in ${options.syncMs} ms`, why: PERIOD }));
  }
  if (count > 0.8 * most && count <= most + 2) return;
  const came = `node 3 pings ${count} times in the ${most} periods after it`;
  throw new Wrong(said({ asked, came, must: "once in each", why: PERIOD }));
}
