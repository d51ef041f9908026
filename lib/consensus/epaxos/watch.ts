/** Instances that should be decided some day: who leads one asks again, and others recover it. @module */

import { type Id, idLabel } from "./instance.ts";
import type { EPaxosIo } from "./messages.ts";
import type { EPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** Gives an instance some time, unless that is running: less when this replica leads it. */
export function watch(epaxos: EPaxos, s: State, id: Id, io: EPaxosIo): void {
  const key = idLabel(id);
  if (s.watched.has(key)) return;
  s.watched.add(key);
  const { retryMs, recoverMs: [least, most] } = epaxos;
  const delayMs = s.attempts.has(key) ? retryMs : least + io.choose(1 + Math.floor(most - least));
  io.wait(delayMs, { type: "retry", key });
}

/** It is decided. */
export function unwatch(s: State, id: Id, io: EPaxosIo): void {
  const key = idLabel(id);
  if (s.watched.delete(key)) io.cancel("retry", key);
}
