import { assert, assertEquals } from "@std/assert";
import { bugs } from "../consensus/raft/bugs.ts";
import { display } from "../figure/figure.ts";
import { explored } from "../laboratory/raft/explored.ts";
import { drawLogs, drawRun } from "./raft.ts";

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

Deno.test("a drawing says whose votes count, if asked: those of the latest configuration in a server's log", async () => {
  const { failure } = explored(
    "two changes at once",
    bugs["changes before its first commit"].change,
  );
  const svg = async (voters: boolean) =>
    `${(await drawRun(failure!.trace, "t", { voters })[display]())["image/svg+xml"]}`;
  const drawn = await svg(true);
  for (const said of ["F1 – {0,1,2,3}", "F1 [1] {0,2,3}", "L2 [2|2] {0,1,3}"]) {
    assert(drawn.includes(said), said);
  }
  assert(!(await svg(false)).includes("{0,1,3}"));
});
