import { assert, assertEquals } from "@std/assert";
import { countBeat, drowses, isOfThisDrowsing } from "./drowsing.ts";
import type { MultiRaft } from "./settings.ts";
import type { Replica } from "./state.ts";

/** A leader in term 1 that would sleep at its first beat, as long as it has nothing to do. */
function leader() {
  const group = { term: 1 }, sleepers = new Set<number>(), facts = { isQuiet: true };
  const replica = { group, idle: { term: 0, beats: 0, since: null }, sleepers };
  const multi = { sleepAfter: 1, rules: { isQuiet: () => facts.isQuiet } } as unknown as MultiRaft;
  const beat = (round: number) => {
    countBeat(replica as unknown as Replica);
    return drowses(multi, 0, replica as unknown as Replica, round);
  };
  const counts = (round: number, term = group.term) =>
    isOfThisDrowsing(replica as unknown as Replica, { term, round });
  return { group, sleepers, facts, beat, counts };
}

Deno.test("a beat that does not say that the group would sleep has woken whoever slept", () => {
  const { sleepers, facts, beat, counts } = leader();
  assert(beat(1) && counts(1));
  sleepers.add(1);
  facts.isQuiet = false;
  assert(!beat(2) && !counts(1));
  assertEquals([...sleepers], []);
  facts.isQuiet = true;
  assert(beat(3) && counts(3));
  // It comes late, from one that was woken by round 2.
  assert(!counts(1));
});

Deno.test("who leads anew counts anew, and no answer to the one before", () => {
  const { group, sleepers, beat, counts } = leader();
  assert(beat(5));
  sleepers.add(1);
  group.term = 3;
  assert(!counts(5, 1) && !counts(5));
  assert(beat(6) && counts(6));
  assertEquals([...sleepers], []);
});
