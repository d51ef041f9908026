import { assert, assertEquals, assertThrows } from "@std/assert";
import { fractions } from "../../../replication/crdt/sequence/fractions.ts";
import { fugue, rga } from "../../../replication/crdt/sequence/sequence.ts";
import { type Direction, isMixed, smallestInterleaving, smallestOfEach } from "./interleaving.ts";
import { growth } from "./metadata.ts";
import { TWO_NOTEBOOKS_MS, twoNotebooks } from "./two_notebooks.ts";

Deno.test("fractions mix runs in any direction, RGA those that are typed backwards, and Fugue none", () => {
  const merged = (direction: Direction) =>
    [...smallestOfEach({ direction, least: 2 }).values()].map((found) => found?.merged);
  assertEquals(merged("forwards"), ["awbx", undefined, undefined]);
  assertEquals(merged("backwards"), ["bxaw", "xbwa", undefined]);
  assertEquals(merged("any"), ["awbx", "bwxa", undefined]);
});

Deno.test("the smallest case has three elements, and all that there is to draw of it", () => {
  const found = smallestInterleaving(rga)!;
  assertEquals([found.before, found.apart, found.merged], ["", ["ba", "w"], "bwa"]);
  assertEquals(found.typed.map(({ replica, text }) => `${replica} ${text}`), [
    "0 a",
    "0 ba",
    "1 w",
  ]);
  assertEquals(found.states.map((s) => rga.value(s as ReturnType<typeof rga.init>)), [
    "bwa",
    "bwa",
  ]);
  assertEquals(smallestInterleaving(fugue, { most: 4, direction: "backwards" }), undefined);
});

Deno.test("a text is mixed when one run stands within the other", () => {
  assertEquals(["ab-wx", "wx--ab", "a"].map(isMixed), [false, false, false]);
  assertEquals(["awb", "-wax-"].map(isMixed), [true, true]);
});

Deno.test("between two neighbours there are some fifty fractions, and then none", () => {
  const s = fractions.init();
  const type = () =>
    fractions.effect(s, fractions.prepare(s, 0, { type: "insert", at: 1, text: "x" }));
  fractions.effect(s, fractions.prepare(s, 0, { type: "insert", at: 0, text: "a" }));
  for (let i = 0; i < 51; i++) type();
  assertThrows(
    () => {
      for (let i = 0; i < 10; i++) type();
    },
    RangeError,
    "there must be a fraction between",
  );
});

Deno.test("who revises what was just typed leaves little behind where stable deletions are dropped", () => {
  const last = growth({ edits: 1500 }).at(-1)!;
  assert(last.lean * 8 < last.full && last.bytes.lean * 2 < last.bytes.full, JSON.stringify(last));
});

Deno.test("what is deleted within a text is kept for what hangs on it, stable or not", () => {
  const last = growth({ edits: 1500, revises: false }).at(-1)!;
  assert(last.lean * 2 > last.full && last.lean < last.full, JSON.stringify(last));
});

Deno.test("one replica that is away holds back what is stable, until it is back", () => {
  const [here, away] = [growth({ edits: 1500 }), growth({ edits: 1500, away: [300, 1200] })];
  const kept = (all: typeof here, at: number) => all.find(({ edits }) => edits === at)!.lean;
  assert(kept(away, 1200) > 5 * kept(here, 1200));
  assert(kept(away, 1500) < kept(away, 1200) / 2);
});

Deno.test("a document that two notebooks edit apart is one when they are together again", () => {
  const { moments, broken, trace } = twoNotebooks();
  assertEquals(broken, undefined);
  assertEquals(moments.map(({ at }) => at), Object.values(TWO_NOTEBOOKS_MS));
  assertEquals(moments.map(({ texts }) => texts), [
    new Array(4).fill("the cat sat"),
    [...new Array(2).fill("the black cat sleeps"), ...new Array(2).fill("the old dog sat")],
    new Array(4).fill("the black old dog sleeps"),
  ]);
  assert(trace.some(({ kind }) => kind === "state"));
});

Deno.test("with siblings in the order of arrival the two notebooks never agree again", () => {
  const { broken, moments } = twoNotebooks("siblings by arrival");
  assert(broken !== undefined);
  assertThrows(() => twoNotebooks("none"), RangeError, 'given "none"');
  assertEquals(moments[1]!.texts.length, 4);
});

Deno.test("runs are searched that can be typed, and others are refused", () => {
  for (const search of [{ least: 1.5 }, { least: 0 }, { least: 4 }, { most: 5 }, { most: NaN }]) {
    assertThrows(() => smallestInterleaving(fugue, search), RangeError, "Cannot look for a case");
  }
  const direction = "sideways" as Direction;
  assertThrows(() => smallestInterleaving(fugue, { direction }), RangeError, "direction must be");
});
