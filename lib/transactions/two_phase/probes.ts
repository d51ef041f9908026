/**
 * Deadlocks that go through several participants, found by edge chasing (Chandy, Misra and Haas 1983, section 4, for
 * transactions that need all that they ask for). Who has waited for long sends a probe along the edges of the waits-for
 * graph: from a participant to the coordinators of those who stand in the way there, and from a coordinator to the
 * participants at which its transaction waits itself. If it comes to one for which its initiator stands in the way, they
 * wait in a circle.
 *
 * It follows only those that are older than its initiator. So of those in a circle one finds it, the youngest, and is
 * aborted, and not all of them at a time (the idea of Mitchell and Merritt 1984). A circle that has just been broken by
 * somebody else may still be found: then one is aborted in vain.
 *
 * @module
 */

import { blockersOf, isWaiting } from "../locking/table.ts";
import { aborted } from "./commit.ts";
import { later, type Manner } from "./manner.ts";
import type { Probe, TwoPhaseIo } from "./messages.ts";
import { coordinatorOf, isOlder, type Name } from "./names.ts";
import type { State } from "./state.ts";

/** Somebody has waited here for long. */
export function begin(s: State, name: Name, how: Manner, io: TwoPhaseIo): void {
  const visit = s.visits.get(name);
  if (visit === undefined || !isWaiting(s.table, name)) return;
  const probe = { initiator: name, age: visit.age, origin: io.self, number: ++s.probed, name };
  follow(s, probe, how, io);
  later(how.chaseMs, "chase", name, io);
}

/** A probe has come to one that waits here. */
export function chased(s: State, probe: Probe, how: Manner, io: TwoPhaseIo): void {
  if (s.visits.has(probe.name) && isWaiting(s.table, probe.name)) follow(s, probe, how, io);
}

function follow(s: State, probe: Probe, how: Manner, io: TwoPhaseIo): void {
  const { initiator, age, origin, number, name } = probe;
  const key = `${initiator} at ${origin}`, known = s.probes.get(key);
  if (known !== undefined && known.number > number) return;
  const reached = known?.number === number ? known.reached : new Set<Name>();
  s.probes.set(key, { number, reached });
  later(10 * how.chaseMs, "forget", key, io);
  for (const blocker of blockersOf(s.table, name)) {
    if (blocker === initiator) {
      io.send(coordinatorOf(initiator), { type: "deadlock", name: initiator });
    } else if (!reached.has(blocker) && isOlder(s.visits.get(blocker)!.age, age)) {
      reached.add(blocker);
      io.send(coordinatorOf(blocker), {
        type: "probe",
        name: blocker,
        initiator,
        age,
        origin,
        number,
      });
    }
  }
}

/** A probe has come to the coordinator of one that stands in the way: at which participants does that wait? */
export function probed(s: State, probe: Probe, io: TwoPhaseIo): void {
  const { initiator, age, origin, number, name } = probe;
  for (const node of s.tries.get(name)?.asked.keys() ?? []) {
    io.send(node, { type: "chase", name, initiator, age, origin, number });
  }
}

/** It waits for itself: it is tried again, when the others have what they wait for. */
export function deadlocked(s: State, name: Name, how: Manner, io: TwoPhaseIo): void {
  const trying = s.tries.get(name);
  if (trying === undefined || trying.stage === "voting") return;
  aborted(s, name, { why: "aborted", words: "it waited for itself" }, how, io);
}
