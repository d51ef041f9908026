/** The types of the library, for the laws. @module */

import type { Random } from "../../../sim/random.ts";
import type { Replica, StateCrdt } from "../../../replication/crdt/crdt.ts";
import {
  boundedCounter,
  type BoundedUpdate,
  rightsOf,
} from "../../../replication/crdt/state/bounded_counter.ts";
import {
  causalCounter,
  causalCounterType,
  type CounterUpdate,
} from "../../../replication/crdt/state/causal_counter.ts";
import { gCounter, pnCounter } from "../../../replication/crdt/state/counters.ts";
import type { Add, Element, SetUpdate } from "../../../replication/crdt/state/elements.ts";
import { gSet, twoPhaseSet } from "../../../replication/crdt/state/grow_sets.ts";
import { lwwRegister, type Write } from "../../../replication/crdt/state/lww_register.ts";
import {
  mvRegister,
  mvRegisterType,
  type RegisterUpdate,
} from "../../../replication/crdt/state/mv_register.ts";
import { type MapUpdate, orMap, orMapType } from "../../../replication/crdt/state/or_map.ts";
import { orSet, orSetType } from "../../../replication/crdt/state/or_set.ts";
import { orSetTombstones } from "../../../replication/crdt/state/or_set_tombstones.ts";
import { rwSet } from "../../../replication/crdt/state/rw_set.ts";
import * as full from "./full_updates.ts";
import {
  addWins,
  bounded,
  counted,
  everAdded,
  keyed,
  lastWritten,
  removedForGood,
  removeWins,
  resettable,
  siblings,
} from "./meanings.ts";
import type { AnySubject, Subject } from "./subject.ts";

const letter = (random: Random): Element => "abcde"[random.below(5)]!;

/** 1 to 3 is added. */
export const drawAmount = (random: Random): number => 1 + random.below(3);
/** A letter is added, or removed. */
export const drawSet = (random: Random): SetUpdate => ({
  type: random.chance(0.6) ? "add" : "remove",
  element: letter(random),
});
/** A letter is added, or one of those in the set is removed. */
const drawSetOf =
  <S>({ value }: StateCrdt<S, SetUpdate, ReadonlySet<Element>>) =>
  (random: Random, state: S): SetUpdate => {
    const there = [...value(state)];
    return there.length > 0 && random.chance(0.35)
      ? { type: "remove", element: there[random.below(there.length)]! }
      : { type: "add", element: letter(random) };
  };
/** A letter is added. */
export const drawAdd = (random: Random): Add => ({ type: "add", element: letter(random) });
/** A number is written, by a clock that is a little wrong. */
export const drawWrite = (random: Random): Write => ({
  value: random.below(1000),
  at: random.below(6),
});
/** A number is written, now and then nothing. */
export const drawRegister = (random: Random): RegisterUpdate =>
  random.chance(0.8) ? { type: "write", value: random.below(1000) } : { type: "clear" };
/** Something is added, now and then all is reset. */
export const drawCounter = (random: Random): CounterUpdate =>
  random.chance(0.8) ? { type: "add", by: random.below(7) - 3 } : { type: "reset" };
/** The value of a key is updated, or the key removed. */
export function drawMap<U>(inner: (random: Random) => U): (random: Random) => MapUpdate<U> {
  return (random) =>
    random.chance(0.75)
      ? { type: "update", key: letter(random), update: inner(random) }
      : { type: "remove", key: letter(random) };
}

/** Something is added; or taken or given away, as far as the rights go. */
function drawBounded(
  random: Random,
  state: ReturnType<typeof boundedCounter.init>,
  replica: Replica,
): BoundedUpdate {
  const rights = rightsOf(state, replica), kind = random.below(3);
  if (rights === 0 || kind === 0) return { type: "add", by: drawAmount(random) };
  const by = 1 + random.below(rights);
  return kind === 1 ? { type: "take", by } : { type: "give", by, to: `${random.below(3)}.0` };
}

/** A subject; the three that describe it are of one type. */
function subject<S, U, V>(
  crdt: StateCrdt<S, U, V>,
  draw: Subject<S, U, V>["draw"],
  meaning: Subject<S, U, V>["meaning"],
  full?: Subject<S, U, V>["full"],
): AnySubject {
  return { name: crdt.name, crdt, draw, meaning, ...(full === undefined ? {} : { full }) };
}

const some = (visible: readonly unknown[]) => visible.length > 0;

/** All of them. */
export const subjects: readonly AnySubject[] = [
  subject(gCounter, drawAmount, counted, full.gCounter),
  subject(
    pnCounter,
    (random) => random.chance(0.5) ? drawAmount(random) : -drawAmount(random),
    counted,
    full.pnCounter,
  ),
  subject(boundedCounter, drawBounded, bounded),
  subject(causalCounter, drawCounter, resettable),
  subject(lwwRegister, drawWrite, lastWritten),
  subject(mvRegister, drawRegister, siblings),
  subject(gSet, drawAdd, everAdded, full.gSet),
  subject(twoPhaseSet, drawSetOf(twoPhaseSet), removedForGood, full.twoPhaseSet),
  subject(orSetTombstones, drawSetOf(orSetTombstones), addWins, full.orSetTombstones),
  subject(orSet, drawSetOf(orSet), addWins, full.orSet),
  subject(rwSet, drawSetOf(rwSet), removeWins),
  subject(
    orMap(mvRegisterType),
    drawMap(drawRegister),
    keyed(siblings, (visible) => siblings(visible).length > 0),
  ),
  subject(
    orMap(causalCounterType),
    drawMap<CounterUpdate>((random) => ({ type: "add", by: drawAmount(random) })),
    keyed(resettable, some),
  ),
  subject(
    orMap(orSetType),
    drawMap(drawSet),
    keyed(addWins, (visible) => addWins(visible).size > 0),
  ),
  subject(
    orMap(orMapType(mvRegisterType)),
    drawMap(drawMap(drawRegister)),
    keyed(
      keyed(siblings, (visible) => siblings(visible).length > 0),
      (visible) => keyed(siblings, (all) => siblings(all).length > 0)(visible).size > 0,
    ),
  ),
];
