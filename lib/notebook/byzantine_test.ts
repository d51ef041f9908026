import { assert, assertEquals } from "@std/assert";
import { inRounds } from "../consensus/oral_messages/oral_messages.ts";
import { display, type Figure } from "../figure/figure.ts";
import { serviceRun } from "../laboratory/byzantine/service_run.ts";
import { threeGenerals } from "../laboratory/byzantine/three_generals.ts";
import { drawBranches, drawPrepared, drawRing, drawRoles, drawRun } from "./byzantine.ts";

const drawn = async (figure: Figure, type: "text/plain" | "image/svg+xml" = "text/plain") =>
  `${(await figure[display]())[type]}`;
const messagesIn = async (figure: Figure) =>
  Number(/(\d+) messages/.exec(await drawn(figure))?.[1]);

Deno.test("a run is drawn in the words of its protocol, with proxies by their name, and as much of it as is asked for", async () => {
  const { trace } = serviceRun({ way: "pbft", asks: [[{ input: "tea" }]], forMs: 60 });
  const svg = await drawn(drawRun("pbft", trace, "A request", { replicas: 4 }), "image/svg+xml");
  for (const said of ["replica 3", "proxy 0", "commit: a quorum has prepared it"]) {
    assert(svg.includes(said), said);
  }
  assertEquals(await messagesIn(drawRun("pbft", trace, "A request")), 29);
  assertEquals(await messagesIn(drawRun("pbft", trace, "Commits", { only: ["commit"] })), 12);
});

Deno.test("timers are drawn only where they are asked for, if anything is", async () => {
  const { trace } = serviceRun({
    way: "pbft",
    asks: [[{ input: "tea" }]],
    forMs: 400,
    faults: [{ kind: "crash", at: 1, node: 0 }],
    chosen: { patienceMs: 60 },
  });
  const svgOf = (only: readonly string[]) =>
    drawn(drawRun("pbft", trace, "A crash", { only }), "image/svg+xml");
  assert((await svgOf(["suspicion"])).includes("suspects the primary"));
  assert(!(await svgOf(["commit"])).includes("suspects the primary"));
});

Deno.test("the ring is drawn with what six generals obey, and the battle that is lost in it", async () => {
  const ring = threeGenerals((order) => inRounds({ m: 1, orders: [order] }));
  const svg = await drawn(drawRing(ring, "Six generals"), "image/svg+xml");
  for (const said of ["A1", "orders retreat", "C is the traitor", "breaks IC2"]) {
    assert(svg.includes(said), said);
  }
});

Deno.test("what replicas tell is drawn by numbers, and batches and replicas as state machines", async () => {
  const grid = drawPrepared([
    { replica: 0, stable: 2, prepared: [[3, 0, "tea"]] },
    { replica: 2, stable: 0, prepared: [[1, 1, "milk"]] },
  ], "Two tell");
  assertEquals(
    await drawn(grid),
    "Two tell (logs by view of the proof: replica 0 [… …|v0], replica 2 [v1 · ·])",
  );
  const { batch, replica } = drawRoles();
  assert((await drawn(batch)).includes("committed"));
  assert((await drawn(replica, "image/svg+xml")).includes("says no more in v"));
});

Deno.test("branches are drawn a row each, and a gap where a view has no block", async () => {
  const figure = drawBranches([
    { name: "replica 1", blocks: [{ view: 1, on: 0, marked: true }, { view: 3, on: 1 }] },
    { name: "replica 2", note: "lags", blocks: [{ view: 2, on: 0 }] },
  ], "Two branches");
  assertEquals(
    await drawn(figure),
    "Two branches (logs by view of the block: replica 1 [v1 · v3], replica 2 [· v2 ·])",
  );
});
