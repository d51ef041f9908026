import { assert, assertEquals } from "@std/assert";
import { besideEquation, besidePublished } from "./beside.ts";

Deno.test("beside: each row of both tables has the same variant and k measured", () => {
  const rows = besidePublished(2);
  assertEquals(rows.map(({ k }) => k), [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
  for (const { variant, k, ours, theirs } of rows.filter(({ k }) => k <= 2)) {
    assert(Math.abs(ours.residue - theirs.residue) < 0.04, `${variant}, ${k}: ${ours.residue}`);
  }
});

Deno.test("beside: with feedback as few are left as blind with one more in k", () => {
  const rows = besideEquation(3),
    of = (feedback: boolean, k: number) =>
      rows.find((row) => row.feedback === feedback && row.k === k)!;
  for (const k of [1, 2, 3]) assertEquals(of(true, k).solved, of(false, k + 1).solved);
  assert(Math.abs(of(true, 1).residue - of(false, 2).residue) < 0.06);
});

Deno.test("beside: one contact after another, coins keep to their equations", () => {
  for (const { feedback, k, solved, residue } of besideEquation(8)) {
    if (k > 2 || (k === 1 && !feedback)) continue;
    assert(Math.abs(residue / solved - 1) < 0.2, `${feedback}, ${k}: ${residue}, not ${solved}`);
  }
});
