/** What a server that executes must know. @module */

import { told, Wrong } from "hb/grade/part.ts";
import { equal } from "hb/model/compare.ts";
import type { Replica } from "../given.ts";
import type { Run } from "./decisions.ts";
import { executedUpTo } from "./executed.ts";

/** What a server must know by now. */
export interface Model {
  /** Slots of which it knows what is decided. */
  readonly known: Set<number>;
  /** In which ballot it has voted, by slot. */
  readonly votes: Map<number, number>;
  executed: number;
  snapshot: number;
  /** The slots that it must have executed one by one in the last step. */
  ran: number[];
  /** The slots that it must have taken over with a snapshot in the last step. */
  skipped: number[];
  /** Slots in which it has voted for something that was not decided. */
  readonly differing: Set<number>;
}

/** The state must be what the decisions so far come to. */
export function stands(s: Replica, model: Model, { slots }: Run, words: () => string): void {
  const must = (what: string, expected: unknown, found: unknown) => {
    if (!equal(found, expected)) {
      throw new Wrong(`${words()}. ${what}: expected ${told(expected)}, found ${told(found)}`);
    }
  };
  const now = executedUpTo(slots, model.executed),
    kept = executedUpTo(slots, model.snapshot);
  must(
    "The slots up to which it has executed, in order and without gaps (Lamport 2001, section 3)",
    model.executed,
    s.executed,
  );
  must("The commands that took effect, each once (s.machine)", now.machine, s.machine);
  must("The last command of each client, and its answer (s.sessions)", now.sessions, s.sessions);
  must("The last slot in its snapshot", kept.slot, s.snapshot.slot);
  must("The commands in its snapshot, as they were then", kept.machine, s.snapshot.machine);
  must("The sessions in its snapshot, as they were then", kept.sessions, s.snapshot.sessions);
  for (const slot of s.slots.keys()) {
    if (slot <= model.snapshot) {
      throw new Wrong(
        `${words()}. What is in the snapshot is gone from the slots: found slot ${slot}`,
      );
    }
  }
  for (let slot = model.snapshot + 1; slot <= slots.length; slot++) {
    if (!model.known.has(slot)) {
      if (!model.votes.has(slot) || slot <= model.executed) continue;
      isThere(s, slot, "its vote", words);
      must(`Whether slot ${slot} is known to be decided`, false, s.slots.get(slot)!.chosen);
    } else {
      isThere(s, slot, "what is decided", words);
      must(`What is decided in slot ${slot}`, slots[slot - 1]!.value, s.slots.get(slot)!.value);
    }
  }
}

/** What is in no snapshot yet must be there. */
function isThere({ slots }: Replica, slot: number, what: string, words: () => string): void {
  if (slots.has(slot)) return;
  throw new Wrong(
    `${words()}. Slot ${slot} holds ${what}, and is in no snapshot yet, but it is gone`,
  );
}
