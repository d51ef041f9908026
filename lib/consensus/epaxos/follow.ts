/** What follows when something is decided, at the end of the step in which it is. @module */

import { needsCheckpoint } from "./checkpoints.ts";
import { execute } from "./execute.ts";
import { instanceAt, isDecided } from "./log.ts";
import type { EPaxosIo } from "./messages.ts";
import { propose } from "./propose.ts";
import type { EPaxos } from "./settings.ts";
import { includes } from "./snapshot.ts";
import type { State } from "./state.ts";
import { endWaits } from "./validate.ts";

/** Goes on with what waited for news; that may bring more of them. */
export function follow(epaxos: EPaxos, s: State, io: EPaxosIo): void {
  while (s.news) {
    s.news = false;
    execute(epaxos, s, io);
    endWaits(epaxos, s, io);
    askElsewhere(epaxos, s, io);
    if (needsCheckpoint(epaxos, s)) {
      propose(epaxos, s, [{ command: { type: "checkpoint" }, address: null }], io);
    }
  }
}

/**
 * Others may have made a no-op of an instance of its own, of which they had not heard. Nobody has executed what clients
 * asked there: it asks once more.
 */
function askElsewhere(epaxos: EPaxos, s: State, io: EPaxosIo): void {
  for (const [slot, asked] of [...s.clients]) {
    const id = { replica: io.self, slot };
    if (!isDecided(s, id) || includes(s.snapshot, id)) continue;
    if (instanceAt(s, id).proposal!.value.commands.length > 0) continue;
    s.clients.delete(slot);
    if (asked.some(({ address }) => address !== null)) propose(epaxos, s, asked, io);
  }
}
