import { assert, assertEquals } from "@std/assert";
import { display, type Figure } from "../figure/figure.ts";
import { cutOff, healthy as inOrder, inFlight } from "../laboratory/replication/chain/scenes.ts";
import { splitBrainTrace } from "../laboratory/replication/primary_backup/naive.ts";
import { healthy, lostWrite } from "../laboratory/replication/primary_backup/scenes.ts";
import { drawHistories, drawPlaces, drawRoles, drawRun } from "./chains.ts";

const svgOf = async (figure: Figure) => `${(await figure[display]())["image/svg+xml"]}`;

Deno.test("primary and backup are drawn with who is what, and without the view service where it is not wanted", async () => {
  const { trace } = healthy();
  const svg = await svgOf(drawRun("primary–backup", trace, "t", { from: 295, service: false }));
  assert(svg.includes("v2 primary 1") && svg.includes("v2 backup 1") && svg.includes("Ann"));
  assertEquals(svg.includes("view service"), false);
});

Deno.test("a read that finds nothing says so, and a write that it is done", async () => {
  const { trace } = lostWrite({ acknowledgements: 0 });
  const svg = await svgOf(drawRun("primary–backup", trace, "t", { from: 296 }));
  assert(svg.includes("x=1 → ok") && svg.includes("x? → nothing"));
});

Deno.test("what is wrong is said in words of the chapter", async () => {
  const svg = await svgOf(
    drawRun("naive pair", splitBrainTrace(), "t", { wrong: "Ben reads nothing" }),
  );
  assert(svg.includes("Ben reads nothing") && svg.includes("primary, alone"));
});

Deno.test("an answer that is wrong is ringed where it comes, both sides of a cut are told apart, and steps are no ms", async () => {
  const shown = { from: 296, side: [3], at: 3, wrong: "Cem reads 1" };
  const svg = await svgOf(drawRun("chain", cutOff("fail-stop").trace, "t", shown));
  assert(svg.includes("Violated: linearizability – Cem reads 1"));
  assert(svg.includes("cut off from the others") && svg.includes("virtual time (ms)"));
  const explored = await svgOf(drawRun("naive pair", splitBrainTrace(), "t", { steps: true }));
  assert(explored.includes("steps of the run") && !explored.includes("(ms)"));
});

Deno.test("histories are drawn one above the other, with how much of each is in Sent", async () => {
  const updates = [1, 2, 3, 4, 5, 6, 7, 8].map((value) => `x=${value}`);
  const svg = await svgOf(drawHistories(inFlight().states, updates, "t"));
  for (const words of ["server 1 (head)", "x=8", "Sent: 7", "Sent: 3", "Sent: 0"]) {
    assert(svg.includes(words), words);
  }
});

Deno.test("a chain is drawn with what each server has decided, what is open, and the epoch", async () => {
  const svg = await svgOf(drawRun("chain", inOrder().trace, "t", { service: false }));
  assert(svg.includes("0+1 e1") && svg.includes("1 e1"));
  assertEquals(svg.includes("master"), false);
  const cut = await svgOf(drawRun("chain", cutOff("fail-stop").trace, "t", { from: 296 }));
  assert(cut.includes("e2 1→2") && cut.includes("master"));
});

Deno.test("roles and places are drawn as state machines", async () => {
  assert((await svgOf(drawRoles())).includes("orders and answers"));
  assert((await svgOf(drawPlaces())).includes("only receives"));
});
