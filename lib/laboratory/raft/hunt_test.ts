import { assert, assertEquals } from "@std/assert";
import { bugs } from "../../consensus/raft/bugs.ts";
import { display } from "../../figure/figure.ts";
import { drawLogs, drawRun } from "./draw.ts";
import { explored } from "./explored.ts";
import { fiveAdministrators } from "./grounds.ts";
import { hunt } from "./hunt.ts";

Deno.test("a hunt ends with the tenth storm that breaks something, and shows the shortest failure", () => {
  const { tried, broke, failure } = hunt(bugs["votes for any log"].change);
  assertEquals([tried, broke], [27, 10]);
  assertEquals(failure!.violation.invariant, "leader completeness");
  assertEquals(failure!.schedule.length, 1);
});

Deno.test("a hunt finds nothing in Raft itself", () => {
  assertEquals(hunt({}, { storms: 100 }), { tried: 100, broke: 0, failure: undefined });
  const ground = fiveAdministrators;
  assertEquals(hunt({}, { storms: 100, ground }), { tried: 100, broke: 0, failure: undefined });
});

Deno.test("the shortest way to a failure is drawn with its messages and its logs", async () => {
  const { failure } = explored(
    "an old end, and heartbeats",
    bugs["vouches for its whole log"].change,
  );
  const plain = async (figure: ReturnType<typeof drawRun>) =>
    `${(await figure[display]())["text/plain"]}`;
  assert((await plain(drawRun(failure!.trace, "t"))).includes("state-machine safety is violated"));
  const messages = async (heartbeats: boolean) =>
    Number(/(\d+) messages/.exec(await plain(drawRun(failure!.trace, "t", { heartbeats })))![1]);
  assert(await messages(true) > await messages(false), "the heartbeat is among them");
  assertEquals(
    await plain(drawLogs(failure!.servers, "Logs")),
    "Logs (logs by term: server 0 [1 1|], server 1 [1 2|], server 2 [1 2])",
  );
});

Deno.test("Raft itself has no failure in a small instance, and all its states are seen", () => {
  assertEquals(explored("two stand in term 1"), { states: 3332, complete: true });
});
