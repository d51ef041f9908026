/** Replicas tell each other what they know to be decided, and hand over what somebody lacks. @module */

import { tellDecided } from "./commit.ts";
import type { Dependencies } from "./instance.ts";
import { isDecided, lastSlot } from "./log.ts";
import { type EPaxosIo, type Incoming, others } from "./messages.ts";
import type { EPaxos } from "./settings.ts";
import { includes } from "./snapshot.ts";
import type { State } from "./state.ts";

/** For each replica the slot up to which all its instances are known to be decided. */
export function decidedThrough(s: Readonly<State>): Dependencies {
  return s.rows.map((_, replica) => {
    let slot = s.snapshot.through[replica]!;
    while (isDecided(s, { replica, slot: slot + 1 })) slot++;
    return slot;
  });
}

/** It is its turn to tell somebody. */
export function afterStatus(epaxos: EPaxos, s: State, io: EPaxosIo): void {
  const all = others(io);
  if (all.length > 0) {
    const to = all[io.choose(all.length)]!;
    io.send(to, { type: "status", decided: decidedThrough(s), answer: true });
  }
  scheduleStatus(epaxos, io);
}

/** It will be its turn again. */
export function scheduleStatus({ statusMs }: EPaxos, io: EPaxosIo): void {
  if (statusMs < Infinity) io.wait(statusMs, { type: "status" });
}

/** Somebody has told what it knows. */
export function uponStatus(
  { maxLearn }: EPaxos,
  s: State,
  { from, decided, answer }: Incoming<"status">,
  io: EPaxosIo,
): void {
  let left = maxLearn;
  s.rows.forEach((_, replica) => {
    const last = lastSlot(s, replica);
    for (let slot = decided[replica]! + 1; slot <= last && left > 0; slot++) {
      const id = { replica, slot };
      if (!isDecided(s, id)) continue;
      tellDecided(s, id, from, io);
      // One snapshot brings all that it includes.
      left = includes(s.snapshot, id) ? 0 : left - 1;
    }
  });
  const own = decidedThrough(s);
  if (answer && decided.some((slot, replica) => slot > own[replica]!)) {
    io.send(from, { type: "status", decided: own, answer: false });
  }
}
