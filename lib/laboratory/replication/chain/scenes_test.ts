import { assert, assertEquals } from "@std/assert";
import { bugs } from "../../../replication/chain/bugs.ts";
import { broken } from "./levels.ts";
import {
  answersAfterRemoval,
  cutOff,
  dirtyAndClean,
  dirtyServed,
  failing,
  growing,
  healthy,
  inFlight,
  type Played,
  queryDelays,
} from "./scenes.ts";
import { withoutMasters } from "./without_masters.ts";

const answers = ({ history }: Played) =>
  history.map(({ outcome, output }) => outcome === "ok" ? output : outcome);

Deno.test("a chain: an update goes to the tail, and a query waits for nobody", () => {
  const { history, linearizable } = healthy();
  assertEquals(history.map(({ invokedAt, endedAt }) => endedAt - invokedAt), [20, 0]);
  assert(linearizable);
});

for (const role of ["head", "middle", "tail"] as const) {
  Deno.test(`the ${role} of a chain fails with an update under way, which is answered and read`, () => {
    const played = failing(role);
    assertEquals(answers(played), [null, 1]);
    assert(played.linearizable);
  });
}

Deno.test("without the resend an update that the middle server had not handed on arrives nowhere", () => {
  const { change } = bugs["removes the middle and sends nothing again"]!;
  const played = failing("middle", { ...change.rules, follows: () => true });
  assertEquals(answers(played).includes(1), false);
});

Deno.test("updates in flight: each server has what those behind it have, and more", () => {
  const servers = inFlight().states.flatMap((node) => node?.role === "server" ? [node.server] : []);
  assertEquals(servers.map(({ base, log }) => base + log.length), [8, 6, 5]);
  assertEquals(servers.map(({ decided }) => decided), [1, 3, 5]);
});

Deno.test("a newcomer serves what came while it was handed the objects", () => {
  assertEquals(answers(growing()), [null, null, 2]);
});

Deno.test("a tail that was removed by mistake answers what is old, unless it makes sure", () => {
  assertEquals(answers(cutOff("fail-stop")).at(-1), 1);
  assert(!cutOff("fail-stop").linearizable);
  for (const counting of ["confirm", "lease"] as const) {
    assertEquals(answers(cutOff(counting)).at(-1), "unknown");
    assert(cutOff(counting).linearizable);
  }
  assertEquals((["fail-stop", "confirm", "lease"] as const).map(queryDelays), [0, 2, 0]);
});

Deno.test("a removed tail may answer an update, which all servers before it have: the next chain has it, too", () => {
  const { trace, history, linearizable } = answersAfterRemoval("confirm");
  const removed = trace.find((event) =>
    event.kind === "timer" && event.node === 0 &&
    (event.timer as { readonly type: string }).type === "silent"
  );
  assertEquals([removed?.at, history[0]?.endedAt], [560, 565]);
  assertEquals(history.map(({ output }) => output), [null, 1]);
  assert(linearizable);
});

Deno.test("of a dirty object the decided version is answered, and the newest one would be wrong", () => {
  assertEquals([answers(dirtyAndClean()), dirtyAndClean().linearizable], [[null, null, 1], true]);
  assertEquals([answers(dirtyServed()), dirtyServed().linearizable], [[null, 1, null], false]);
});

Deno.test("without a majority of masters updates go on, and queries that need the masters' word do not", () => {
  assertEquals(withoutMasters(1, "confirm"), { updates: true, queries: true, afterFailure: true });
  for (const counting of ["fail-stop", "confirm", "lease"] as const) {
    const queries = counting === "fail-stop";
    assertEquals(withoutMasters(2, counting), { updates: true, queries, afterFailure: false });
  }
});

Deno.test("reads of the newest are sequential for clients who stay, and not monotonic for those who wander", () => {
  const names = ["sequential", "monotonic reads", "read your writes"] as const;
  const of = (clients: "stay" | "wander") =>
    [...broken({ reads: "eventual", clients, runs: 30 }, names).values()].map((n) => n > 0);
  assertEquals(of("stay"), [false, false, false]);
  assertEquals(of("wander"), [true, true, false]);
});

Deno.test("reads within a bound go back, even for clients who stay: whoever is beyond the bound asks the tail", () => {
  const names = ["sequential", "monotonic reads"] as const;
  const near = broken({ reads: "bounded", clients: "stay", runs: 1, from: 219 }, names);
  assertEquals([...near.values()], [1, 0]);
});
