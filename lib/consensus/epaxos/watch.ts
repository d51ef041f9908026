/** Instances that should be decided some day: who leads one asks again, and others recover it. @module */

import { type Id, idLabel } from "./instance.ts";
import { instanceAt } from "./log.ts";
import type { EPaxosIo } from "./messages.ts";
import type { EPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** After so many ballots nobody waits for longer still. */
const MOST_PATIENCE = 16;

/**
 * Gives an instance some time, unless that is running: less when this replica asks for votes, or for what others know.
 * The more ballots it has had, the longer those who recover it wait for each other.
 */
export function watch(epaxos: EPaxos, s: State, id: Id, io: EPaxosIo): void {
  const key = idLabel(id);
  if (s.watched.has(key)) return;
  s.watched.add(key);
  const { retryMs, recoverMs: [least, most] } = epaxos;
  const step = s.attempts.get(key)?.step, { promised } = instanceAt(s, id);
  const patience = Math.max(1, Math.min(promised.round, MOST_PATIENCE));
  const delayMs = step === "pre-accept" || step === "accept"
    ? retryMs
    : (least + io.choose(1 + Math.floor(most - least))) * patience;
  io.wait(delayMs, { type: "retry", key });
}

/** It is decided. */
export function unwatch(s: State, id: Id, io: EPaxosIo): void {
  const key = idLabel(id);
  if (s.watched.delete(key)) io.cancel("retry", key);
}
