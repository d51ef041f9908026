/**
 * Timestamp-ordered queueing (Tollman, Park and Ousterhout 2021, *EPaxos Revisited*): what several replicas
 * ask for at once arrives here in this order and there in that, and so each finds something else. Here a coordinator
 * stamps what it asks for with the time by which that should be with all whom the fast path needs, and they look at it
 * only then, in the order of the stamps.
 *
 * To look at a message later is what any network may do, so clocks and estimates may be as wrong as they like: what they
 * make worse is how often the fast path is taken.
 *
 * In the paper the coordinator waits as well, and finds only then what its command depends on. Others would not know what
 * it asked for, unless it told them once more, and recovery counts who has pre-accepted just that. So here a coordinator
 * asks at once, after what it holds with an earlier stamp. That is worth less: see `laboratory/epaxos/toq.ts`.
 *
 * @module
 */

import { compareBallots, NO_BALLOT } from "../ballot.ts";
import { compareIds, idLabel } from "./instance.ts";
import type { EPaxosIo, Incoming } from "./messages.ts";
import { uponPreAccept } from "./propose.ts";
import type { EPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** The stamp of what is asked for now, in ms of this replica's clock; undefined where nobody is to wait. */
export function stampOf({ arriveMs }: EPaxos, io: EPaxosIo): number | undefined {
  const ms = arriveMs(io.self);
  if (!(ms >= 0 && ms < Infinity)) {
    throw new RangeError(
      `Cannot stamp what is asked for because arriveMs must be a time of 0 or more: given ${ms}`,
    );
  }
  return ms === 0 ? undefined : io.now() + ms;
}

/** A coordinator asks what this replica knows: it says so when it is time. */
export function uponStamped(
  epaxos: EPaxos,
  s: State,
  message: Incoming<"preAccept">,
  io: EPaxosIo,
): void {
  const { id, ballot, stamp } = message, key = idLabel(id), now = io.now();
  if (stamp === undefined || stamp <= now || compareBallots(ballot, NO_BALLOT) > 0) {
    return uponPreAccept(epaxos, s, message, io);
  }
  s.held.set(key, message);
  io.wait(stamp - now, { type: "held", key });
}

/** It is time. */
export function afterHeld(epaxos: EPaxos, s: State, key: string, io: EPaxosIo): void {
  const stamp = s.held.get(key)?.stamp;
  if (stamp !== undefined) release(epaxos, s, stamp, io);
}

/** Looks at all that is held with a stamp up to this one. */
export function release(epaxos: EPaxos, s: State, stamp: number, io: EPaxosIo): void {
  const due = [...s.held.values()].filter((each) => each.stamp! <= stamp)
    .sort((a, b) => a.stamp! - b.stamp! || compareIds(a.id, b.id));
  for (const message of due) {
    const key = idLabel(message.id);
    s.held.delete(key);
    io.cancel("held", key);
    uponPreAccept(epaxos, s, message, io);
  }
}
