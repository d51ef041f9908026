import { assertEquals } from "@std/assert";
import type { NodeId } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import type { Effect, StepEvent } from "../../model/step_effect.ts";
import type { Operations } from "../operation.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { twoPhase } from "./two_phase.ts";

/** What a node does for one transaction in the two phases. */
interface Cost {
  records: number;
  /** Records that something waits for. */
  forced: number;
  messages: number;
}

const phases: readonly string[] = ["prepare", "vote", "decide", "done"];

/**
 * What each of three participants and their coordinator does for a transaction, as "records forced messages", when no
 * message is lost and each arrives after those that were sent before it. `loses` forgets its locks when it is to prepare.
 */
function costs(settings: Partial<Settings>, operations: Operations, loses?: NodeId): string[] {
  const splits = ["h", "p"], nodes = 4, coordinator = 3, client = 9;
  const protocol = twoPhase({ splits, tries: 1, ...settings });
  const states: State[] = [], cost: Cost[] = [];
  const queue: { readonly to: NodeId; readonly from: NodeId; readonly message: Message }[] = [];
  const take = (self: NodeId, event: StepEvent<Message, Timer, Saved>) => {
    const { state, effects } = step(protocol, states[self], event, { self, nodes });
    states[self] = state;
    count(cost[self]!, effects);
    for (const effect of effects) {
      if (effect.kind === "send") {
        queue.push({ to: effect.to, from: self, message: effect.message });
      }
    }
  };
  for (let self = 0; self < nodes; self++) {
    cost[self] = { records: -1, forced: 0, messages: 0 }; // that it has started is saved, too
    take(self, { kind: "start", journal: [] });
  }
  queue.push({ to: coordinator, from: client, message: { type: "transact", operations } });
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { to, from, message } = next;
    if (message.type === "prepare" && to === loses) {
      take(to, { kind: "start", journal: [{ type: "life", life: 1 }] });
      cost[to]!.records--;
    }
    take(to, { kind: "message", from, message });
  }
  return cost.map(({ records, forced, messages }) => `${records} ${forced} ${messages}`);
}

function count(cost: Cost, effects: readonly Effect<Message, Timer, Saved>[]): void {
  const saves = effects.filter(({ kind }) => kind === "save").length;
  const waits = effects.some((effect) =>
    (effect.kind === "send" || effect.kind === "answer") && effect.ahead !== "ahead"
  );
  cost.records += saves;
  if (waits) cost.forced += saves;
  for (const effect of effects) {
    if (effect.kind === "send" && phases.includes(effect.message.type)) cost.messages++;
  }
}

const write = (key: string) => ({ type: "write", key, value: 1 }) as const;
const read = (key: string) => ({ type: "read", key }) as const;
const updates = ["a", "k", "x"].map(write);
const reads = ["a", "k", "x"].map(read);
const mixed = [write("a"), write("k"), read("x")];
const nothing = { presumption: "nothing", readsDropOut: false } as const;
const abort = { presumption: "abort" } as const;
const commit = { presumption: "commit" } as const;

// Mohan, Lindsay and Obermarck 1986, the tables that compare 2P, PA and PC: for each subordinate and for the coordinator
// the records, how many of them are forced, and the messages (the coordinator's to each of three subordinates).

Deno.test("where all write, presumed abort costs what nothing presumed does, and presumed commit saves each a forced record and a message", () => {
  assertEquals(costs(nothing, updates), ["2 2 2", "2 2 2", "2 2 2", "2 1 6"]);
  assertEquals(costs(abort, updates), ["2 2 2", "2 2 2", "2 2 2", "2 1 6"]);
  assertEquals(costs(commit, updates), ["2 1 1", "2 1 1", "2 1 1", "2 2 6"]);
});

Deno.test("where all read, presumed abort writes nothing, and presumed commit whom it asks", () => {
  assertEquals(costs(nothing, reads), ["2 2 2", "2 2 2", "2 2 2", "2 1 6"]);
  assertEquals(costs(abort, reads), ["0 0 1", "0 0 1", "0 0 1", "0 0 3"]);
  assertEquals(costs(commit, reads), ["0 0 1", "0 0 1", "0 0 1", "2 1 3"]);
});

Deno.test("where one reads, it drops out, and the others go on", () => {
  assertEquals(costs(abort, mixed), ["2 2 2", "2 2 2", "0 0 1", "2 1 5"]);
  assertEquals(costs(commit, mixed), ["2 1 1", "2 1 1", "0 0 1", "2 2 5"]);
});

Deno.test("an abort costs acknowledgements but where it is presumed", () => {
  assertEquals(costs(nothing, updates, 2), ["2 2 2", "2 2 2", "0 0 1", "2 1 5"]);
  assertEquals(costs(abort, updates, 2), ["2 1 1", "2 1 1", "0 0 1", "0 0 5"]);
  assertEquals(costs(commit, updates, 2), ["2 2 2", "2 2 2", "0 0 1", "2 1 5"]);
});
