import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { DrawnMark } from "./drawing.ts";
import { hung } from "./saves.ts";

const save = (x: number, detail: string, kind: "save" | "undone" = "save", y = 50): DrawnMark => (
  { x, y, kind, detail, faint: false }
);

Deno.test("what a crash undid stands beside what was kept at the same moment", () => {
  const marks = hung([save(20, "the ledger"), save(20, "the session, undone", "undone")]);
  assertEquals(marks.map(({ x, y, kind }) => [x, y, kind]), [[20, 59, "save"], [28, 59, "undone"]]);
});

Deno.test("saves of one kind at one moment are one mark that tells all of them", () => {
  const marks = hung([
    save(20, "a"),
    save(20, "b", "undone"),
    save(20, "c"),
    save(21, "d", "undone"),
  ]);
  assertEquals(marks.map(({ detail }) => detail), ["a; c", "b; d"]);
});

Deno.test("saves with room stand at their moments, and lines do not disturb each other", () => {
  const marks = hung([save(20, "a"), save(27, "b"), save(20, "c", "undone", 90)]);
  assertEquals(marks.map(({ x, y, detail }) => [x, y, detail]), [
    [20, 59, "a"],
    [27, 59, "b"],
    [20, 99, "c"],
  ]);
});

Deno.test("no two saves cover each other, none is lost, and none is far from its moment", () => {
  const x = fc.double({ min: 0, max: 120, noNaN: true });
  const kind = fc.constantFrom("save" as const, "undone" as const);
  fc.assert(fc.property(fc.array(fc.tuple(x, kind), { maxLength: 40, size: "max" }), (all) => {
    const marks = hung(all.map(([x, kind], i) => save(x, String(i), kind)));
    marks.forEach((mark, i) => {
      const next = marks[i + 1];
      if (next !== undefined) assert(next.x - mark.x >= (next.kind === mark.kind ? 7 : 8) - 1e-9);
      for (const number of mark.detail.split("; ").map(Number)) {
        const [moment, kind] = all[number]!;
        assertEquals(kind, mark.kind);
        assert(Math.abs(mark.x - moment) <= 16, `${moment} is marked at ${mark.x}`);
      }
    });
    assertEquals(marks.flatMap(({ detail }) => detail.split("; ")).length, all.length);
  }));
});
