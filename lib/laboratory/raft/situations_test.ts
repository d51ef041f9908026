import { assert, assertEquals } from "@std/assert";
import { invariants } from "../../consensus/raft/invariants.ts";
import { encode } from "../../model/encode.ts";
import { situations } from "./situations.ts";
import { careful } from "./trials.ts";

Deno.test("situations: are those of the types that are looked for, each once", () => {
  const found = situations(careful, ["requestVoteReply", "heartbeat"], { runs: 3, most: 30 });
  const types = new Set(
    found.map(({ event }) =>
      event.kind === "message" ? event.message.type : event.kind === "timer" ? event.timer.type : ""
    ),
  );
  assertEquals(types, new Set(["requestVoteReply", "heartbeat"]));
  assertEquals(new Set(found.map((each) => encode(each))).size, found.length);
  assert(found.length > 30 && found.length <= 90, `${found.length} situations`);
});

Deno.test("situations: a server in one of them is as its fields promise, whatever happens to it", () => {
  const soundness = invariants().find(({ name }) => name === "soundness")!;
  const found = situations(careful, ["election", "appendEntries", "request"], {
    runs: 6,
    most: 20,
  });
  for (const { s, self, nodes } of found) {
    const states = Array.from({ length: nodes }, (_, node) => node === self ? s : undefined);
    const breach = soundness.check({ at: 0, states, history: [] }, soundness.memory?.());
    assertEquals(breach, undefined);
  }
  assert(found.some(({ s }) => s.role === "leader") && found.some(({ s }) => s.term > 1));
});
