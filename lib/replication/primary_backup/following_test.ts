import { assertEquals } from "@std/assert";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import { bare } from "../../replicated/requests.ts";
import type { Saved } from "./journal.ts";
import type { Message } from "./messages.ts";
import { primaryBackup } from "./primary_backup.ts";
import type { Server, State } from "./state.ts";
import { storeMachine } from "./storms.ts";
import type { View } from "./view.ts";

/** A server, and what it says to others. */
function serverOf(self: NodeId, durable = false) {
  const still = { pingMs: Infinity, retryMs: Infinity };
  const protocol = primaryBackup({ machine: storeMachine, backups: 1, durable, ...still });
  const at = { self, nodes: 4 }, journal: Saved[] = [];
  let { state } = step(protocol, undefined, { kind: "start", journal }, at);
  return {
    /** It restarts with what it had saved. */
    restart(): void {
      state = step(protocol, undefined, { kind: "start", journal }, at).state;
    },
    /** It hears this; what it says then. */
    hear(from: NodeId, message: Message): Message[] {
      const outcome = step(protocol, state as State, { kind: "message", from, message }, at);
      state = outcome.state;
      for (const effect of outcome.effects) if (effect.kind === "save") journal.push(effect.record);
      return outcome.effects.flatMap((effect) =>
        effect.kind === "send" && (effect.message as Tagged).type !== "ping" ? [effect.message] : []
      );
    },
    get own() {
      return state as Server;
    },
  };
}

const put = (value: string) => bare({ type: "put", key: "x", value });
const viewOf = (number: number, backups: NodeId[]): Message => {
  const view: View = { number, primary: 1, backups, holders: [], first: number === 1 };
  return { type: "view", view, acknowledged: number === 1 };
};

/** A primary that has done one operation alone, and then a backup that has been sent the state, which is handed out. */
function pair() {
  const primary = serverOf(1), backup = serverOf(2);
  primary.hear(0, viewOf(1, []));
  primary.hear(9, put("1"));
  backup.hear(0, viewOf(2, [2]));
  const [follow] = primary.hear(0, viewOf(2, [2]));
  const [lack] = backup.hear(1, follow!);
  const [state] = primary.hear(2, lack!);
  const [have] = backup.hear(1, state!);
  primary.hear(2, have!);
  return { primary, backup, state: state! };
}

Deno.test("a state that comes again takes nothing back of what its backup has done since", () => {
  const { primary, backup, state } = pair();
  const [update] = primary.hear(9, put("2"));
  assertEquals(backup.hear(1, update!), [{ type: "have", view: 2, index: 2 }]);
  assertEquals(backup.hear(1, state), [{ type: "have", view: 2, index: 2 }]);
  assertEquals((backup.own.copy.machine as Map<string, string>).get("x"), "2");
});

Deno.test("operations that come again, or come late, are done once", () => {
  const { primary, backup } = pair();
  const append = bare({ type: "append", key: "x", value: "2" });
  const [one] = primary.hear(9, append), [two] = primary.hear(9, append);
  for (const update of [two, one, two]) {
    assertEquals(backup.hear(1, update!), [{ type: "have", view: 2, index: 3 }]);
  }
  assertEquals((backup.own.copy.machine as Map<string, string>).get("x"), "122");
});

Deno.test("a late acknowledgement takes nothing back of what its backup is known to have", () => {
  const primary = serverOf(1);
  primary.hear(0, viewOf(1, []));
  primary.hear(0, viewOf(2, [2, 3]));
  const have = (index: number) => primary.hear(2, { type: "have", view: 2, index });
  have(0);
  // Server 3 says nothing, so that all of it is kept.
  for (const value of ["1", "2", "3"]) primary.hear(9, put(value));
  for (const index of [2, 1]) have(index);
  assertEquals(primary.hear(9, put("4")), [
    { type: "update", view: 2, after: 2, operations: [put("3"), put("4")] },
  ]);
});

Deno.test("a backup that says it has more than there is is not believed", () => {
  const { primary } = pair();
  primary.hear(2, { type: "have", view: 2, index: 99 });
  const [update] = primary.hear(9, put("2"));
  assertEquals(update, { type: "update", view: 2, after: 1, operations: [put("2")] });
  assertEquals(primary.own.leading!.committed, 1);
});

Deno.test("a durable backup that had as little as its primary, which is nothing, knows that it had all when it restarts", () => {
  const restarted = [true, false].map((durable) => {
    const backup = serverOf(2, durable);
    backup.hear(0, viewOf(2, [2]));
    backup.hear(1, { type: "follow", view: 2, position: { index: 0, term: 0 } });
    const before = backup.own.holds;
    backup.restart();
    return [before, backup.own.holds];
  });
  assertEquals(restarted, [[true, true], [true, false]]);
});

Deno.test("a durable backup that has said where it stands takes no more in that view when it restarts, either", () => {
  const backup = serverOf(2, true);
  const follow: Message = { type: "follow", view: 2, position: { index: 0, term: 0 } };
  backup.hear(0, viewOf(2, [2]));
  assertEquals(backup.hear(1, follow), [{ type: "have", view: 2, index: 0 }]);
  backup.hear(0, { type: "seal", view: 2 });
  backup.restart();
  backup.hear(0, viewOf(2, [2]));
  const update: Message = { type: "update", view: 2, after: 0, operations: [put("1")] };
  assertEquals([follow, update].map((message) => backup.hear(1, message)), [[], []]);
  assertEquals(backup.own.copy.position.index, 0);
});
