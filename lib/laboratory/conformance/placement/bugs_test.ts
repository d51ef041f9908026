/**
 * The suite is tried on placements that are wrong: it finds each, and accuses it of nothing else.
 */

import { assertEquals } from "@std/assert";
import {
  hashBugs,
  type PlacementBug,
  ringBugs,
  roomBugs,
  tableBugs,
} from "../../../placement/bugs.ts";
import { placementKinds } from "../../placement/kinds.ts";
import { placementSuite } from "./placement.ts";

const bugs = { ...hashBugs, ...ringBugs, ...tableBugs, ...roomBugs };
const names = placementSuite.guarantees.map(({ name }) => name);

/** The guarantees that a mistake breaks, but those that its kind lacks. */
function brokenBy(name: string, { kind, make }: PlacementBug): readonly string[] {
  const right = placementKinds.find((each) => each.name === kind)!;
  return placementSuite.guarantees.filter((guarantee) =>
    right.lacks?.[guarantee.name] === undefined &&
    guarantee.breach({ ...right, name, of: make }) !== undefined
  ).map((guarantee) => guarantee.name);
}

for (const [name, bug] of Object.entries(bugs)) {
  Deno.test(`${bug.kind}: ${name} is found out`, () =>
    assertEquals(brokenBy(name, bug), bug.breaks));
}

Deno.test("every guarantee is broken by a mistake", () => {
  const broken = new Set(Object.values(bugs).flatMap(({ breaks }) => breaks));
  assertEquals(names.filter((name) => !broken.has(name)), []);
});

Deno.test("what a kind cannot give is a guarantee, and so is what a mistake breaks", () => {
  const said = [...placementKinds, ...Object.values(bugs)].flatMap((each) =>
    "breaks" in each ? each.breaks : Object.keys(each.lacks ?? {})
  );
  assertEquals(said.filter((name) => !names.includes(name)), []);
});
