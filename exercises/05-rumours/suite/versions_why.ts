/** Why a node that compares versions must do what it must: the one rule that it breaks. @module */

import type { Instead } from "hb/grade/played.ts";
import type { Vector } from "../given.ts";
import type { Event } from "./right_versions.ts";

const FLOW = "van Renesse et al. 2008";
const ORDER =
  "updates of an origin are applied in order and once, and none before the one ahead of " +
  "it: a version vector says that nothing is missing below (Parker et al. 1983)";
const CRASH = "what was saved was applied already";
const NUMBERS = "each update gets the next number of its origin (Parker et al. 1983)";
const ROUND = `a round tells what is here, and nothing else (${FLOW}, section 3.2)`;
const ALIKE = `where there is nothing to be told nothing is said (${FLOW}, section 3.2)`;
const SAYS =
  `an answer says what is here after the digest, each origin as far as it was applied (${FLOW}, ` +
  "section 3.2)";
const GAP =
  "what is sent of an origin begins with the first that the other lacks, and leaves none " +
  `out; if that was dropped, nothing of it is sent: it could not be applied (${FLOW}, section 3.2)`;
const ROOM =
  `a message takes no more than the budget, unless its first update alone does (${FLOW}, ` +
  "section 3.3)";
const KEPT =
  "what is here is dropped when all other members have said that they have it, and not " +
  "before; as much of it as fits is sent to who lacks it";
const MOST =
  "the origin of which the other lacks most goes first, of equals that with the lower number, " +
  `and of each as many as fit (${FLOW}, section 3.3)`;

/** The rule. */
export function whyVersions(
  type: Event["type"],
  has: Vector | undefined,
  { came, due }: Instead,
  budget: number,
): string {
  if (type === "crash") return CRASH;
  if (type === "write") return NUMBERS;
  if (type === "round") return ROUND;
  const [sent, right] = [came, due].map((words) => words.find((each) => !isApplied(each)));
  if ([...came, ...due].some(isApplied) || type === "updates") return ORDER;
  if (right === undefined) return ALIKE;
  if (sent === undefined) return type === "digest" && updatesIn(right).length === 0 ? SAYS : KEPT;
  const [ours, must] = [updatesIn(sent), updatesIn(right)];
  const namesOf = (all: readonly Told[]) => all.map(({ name }) => name).sort().join();
  if (namesOf(ours) === namesOf(must)) return SAYS;
  if (hasGap(ours, new Map(has))) return GAP;
  if (ours.length > 1 && roomOf(ours) > budget) return ROOM;
  return ours.every(({ name }) => must.some((each) => each.name === name)) ? KEPT : MOST;
}

const isApplied = (words: string) => words.startsWith("it applies");

interface Told {
  readonly name: string;
  readonly origin: number;
  readonly number: number;
  readonly room: number;
}

/** The updates that are told in words: 2.7 "text". */
const updatesIn = (words: string): Told[] =>
  [...words.matchAll(/(\d+)\.(\d+) "([^"]*)"/g)].map(([, origin, number, value]) => ({
    name: `${origin}.${number}`,
    origin: Number(origin),
    number: Number(number),
    room: value!.length,
  }));

const roomOf = (all: readonly Told[]) => all.reduce((sum, { room }) => sum + room, 0);

function hasGap(all: readonly Told[], has: ReadonlyMap<number, number>): boolean {
  const next = new Map<number, number>();
  return all.some(({ origin, number }) => {
    const due = next.get(origin) ?? (has.get(origin) ?? 0) + 1;
    next.set(origin, due + 1);
    return number !== due;
  });
}
