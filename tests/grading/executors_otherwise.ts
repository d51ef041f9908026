/** Another right answer to part 7 of chapter 09. */

import { equal } from "hb/model/compare.ts";
import type { Executor } from "../../exercises/09-paxos/given.ts";

/**
 * Drops whoever waits where others have decided something else than was voted for here, and answers whoever waits for a slot
 * that comes in a snapshot, where that says what the answer was.
 */
export function mindful(own: Executor): Executor {
  return {
    ...own,
    learn(setting, s, message, io) {
      for (const [i, { value }] of message.slots.entries()) {
        const slot = message.first + i, known = s.slots.get(slot);
        if (known !== undefined && !equal(known.value, value)) s.waiting.delete(slot);
      }
      own.learn(setting, s, message, io);
    },
    install(setting, s, message, io) {
      const { slot: last, sessions } = message.snapshot;
      for (const [slot, addresses] of last > s.executed ? s.waiting : []) {
        if (slot <= s.executed || slot > last) continue;
        for (const [i, { client, number }] of (s.slots.get(slot)?.value ?? []).entries()) {
          const session = sessions.get(client), address = addresses[i];
          if (session?.number === number && address !== undefined) {
            io.answer(address, session.answer);
          }
        }
        s.waiting.delete(slot);
      }
      own.install(setting, s, message, io);
    },
  };
}
