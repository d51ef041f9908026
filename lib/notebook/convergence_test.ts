import { assert, assertEquals } from "@std/assert";
import { display, type Figure } from "../figure/figure.ts";
import { answers } from "../laboratory/replication/causal/answers.ts";
import { shopping } from "../laboratory/replication/crdt/lost_update.ts";
import { firstBroken } from "../laboratory/replication/crdt/wandering.ts";
import { played, smallestInterleaving } from "../laboratory/replication/sequences/interleaving.ts";
import { twoNotebooks } from "../laboratory/replication/sequences/two_notebooks.ts";
import { fugue, rga } from "../replication/crdt/sequence/sequence.ts";
import { NONE } from "../replication/crdt/session/tokens.ts";
import {
  drawAnswers,
  drawJoin,
  drawList,
  drawNotebooks,
  drawRuns,
  drawSession,
  seenAs,
} from "./convergence.ts";

const svgOf = async (figure: Figure) => `${(await figure[display]())["image/svg+xml"]}`;
const plainOf = async (figure: Figure) => `${(await figure[display]())["text/plain"]}`;

Deno.test("a list is drawn with its people, its phones and what is lost", async () => {
  const svg = await svgOf(drawList(shopping("set", { from: 90, forMs: 70 }), "t"));
  for (const words of ["phone", "put in", "partitioned", "eggs flour milk"]) {
    assert(svg.includes(words), words);
  }
});

Deno.test("of two sets the join is above both, and named", async () => {
  const svg = await svgOf(drawJoin(["a", "b"], ["a", "c"], "t"));
  for (const kind of ["Ada", "Bob", "their join", "other sets"]) assert(svg.includes(kind));
  assert((await plainOf(drawJoin(["a"], ["b"], "t"))).includes("a, b above a"));
});

Deno.test("an answer before its question is a violation in the picture", async () => {
  assert(
    (await plainOf(drawAnswers(answers("first in, first out").trace, "t"))).includes("violated"),
  );
  assert(!(await plainOf(drawAnswers(answers().trace, "t"))).includes("violated"));
});

Deno.test("notebooks are drawn without their clients, and each edit across the cut is lost once", async () => {
  const { trace } = twoNotebooks();
  const plain = await plainOf(drawNotebooks(trace, "t", { from: 100, to: 325 }));
  assert(plain.includes("4 nodes;") && !plain.includes("client"), plain);
  assert(plain.includes("12 messages, 6 lost"), plain);
});

Deno.test("a picture that begins late has no message from before, which would come from a person's line", async () => {
  const plain = await plainOf(drawList(shopping("register"), "t", { from: 95, to: 141 }));
  assert(plain.includes("5 messages"), plain);
});

Deno.test("a session marks the read that must not be", async () => {
  const svg = await svgOf(drawSession(firstBroken("read your writes", NONE)!, "t"));
  assert(svg.includes("the read that must not be"));
});

Deno.test("a run hangs together in Fugue, and on the start in RGA", async () => {
  const mixed = await plainOf(drawRuns(smallestInterleaving(rga)!, "t"));
  assertEquals(
    mixed,
    "t (hierarchy: 4 members; the start above b; the start above w; the start above a)",
  );
  const whole = await plainOf(drawRuns(played(fugue, "", 0, [[0, 0], [0]]), "t"));
  assert(whole.includes("a above b"), whole);
});

Deno.test("a session is drawn with the operations that contradict, and the reason", async () => {
  const svg = await svgOf(drawSession(firstBroken("read your writes", NONE)!, "t"));
  assert(svg.includes("yet Bob reads y and finds nothing"));
});

Deno.test("what is seen is told in words", () => {
  assertEquals([new Set(["b", "a"]), new Set(), ["a", "b"], [], -2].map(seenAs), [
    "{ a, b }",
    "{}",
    "a and b",
    "nothing",
    "-2",
  ]);
});
