/**
 * Why three generals cannot cope with one traitor: a machine that breaks every attempt (Lamport, Shostak and Pease
 * 1982, section 2, by the argument of Fischer, Lynch and Merritt 1986).
 *
 * In the ring of six, B0 must attack, since to A0 and B0 all is as if they were loyal and C the traitor. C0 must
 * retreat, since to C0 and A1 all is as if they were loyal and B the traitor. But B0 and C0 stand side by side, as if they
 * were loyal and the commander A the traitor, and must obey the same order. So one of three
 * real battles goes wrong, in each of which the traitor only plays those that are not there.
 *
 * The argument needs a traitor who can play everybody. Where orders are signed he cannot, and the machine says so.
 *
 * @module
 */

import { assertKinds, code } from "../../model/kinds.ts";
import { consistency, type General, type Order } from "../../consensus/generals/general.ts";
import {
  type Lockstep,
  lockstep,
  pace,
  type RoundEnds,
  type Say,
} from "../../consensus/rounds/lockstep.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import {
  type Traitor,
  type TraitorIo,
  type Treason,
  withTraitors,
} from "../../security/adversary/traitors.ts";
import { World } from "../../sim/world.ts";
import {
  type Attempt,
  beside,
  generalAt,
  hexagon,
  ORDERS,
  PLACES,
  type Ring,
  ringOf,
  type Said,
} from "./hexagon.ts";

/** One of the six in the ring. */
export interface Standing {
  /** "A0": the first copy of the commander, A. */
  readonly place: string;
  /** What he orders; null at lieutenants. */
  readonly order: Order | null;
  /** What he obeys; null at commanders, and where the protocol does not decide. */
  readonly obeys: Order | null;
}

/** A battle of three, one of whom is the traitor. */
export interface Battle {
  /** The two places in the ring whose generals are the loyal ones. */
  readonly loyal: readonly [string, string];
  /** The traitor: 0, 1 or 2. He plays the four others. */
  readonly traitor: NodeId;
  /** What is broken; undefined when all goes well. */
  readonly breaks?: "IC1" | "IC2" | "termination";
  /** What was seen of it, in words. */
  readonly words: string;
  /** Whether the traitor could play his part to the end; not where he would have to show what he cannot sign. */
  readonly isPlayed: boolean;
  /** The run. */
  readonly trace: Trace;
}

/** What came of an attempt. */
export interface ThreeGenerals {
  /** The ring after the last round. */
  readonly ring: readonly Standing[];
  /** Three battles, each with a pair of neighbours of the ring: A0 and B0, B0 and C0, C0 and A1. */
  readonly battles: readonly Battle[];
  /** The first of them that breaks the attempt; undefined only where a traitor could not play his part. */
  readonly broken?: Battle;
}

/**
 * Breaks a protocol in rounds for three generals, whatever it is, unless its orders are signed. It must leave nothing
 * to chance; general 0 commands.
 *
 * @example Oral messages, for which three are too few
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { inRounds } from "hb/consensus/oral_messages/oral_messages.ts";
 * import { threeGenerals } from "hb/laboratory/byzantine/three_generals.ts";
 *
 * const { ring, broken } = threeGenerals((order) => inRounds({ m: 1, orders: [order] }));
 * assertEquals(ring.map(({ place, obeys }) => `${place} ${obeys}`).slice(1, 3), ["B0 retreat", "C0 retreat"]);
 * assertEquals([broken?.loyal, broken?.breaks], [["A0", "B0"], "IC2"]);
 * ```
 */
export function threeGenerals<S extends General, P>(attempt: Attempt<S, P>): ThreeGenerals {
  assertKinds("try three generals", { attempt }, { attempt: code });
  const ring = hexagon(attempt).map(({ order, obeys }, place) => ({
    place: PLACES[place]!,
    order,
    obeys,
  }));
  const battles = [0, 1, 2].map((place) => fought(attempt, place));
  const broken = battles.find(({ breaks }) => breaks !== undefined);
  return { ring, battles, ...(broken === undefined ? {} : { broken }) };
}

/** The battle in which those at a place and at the next are loyal. */
function fought<S extends General, P>(attempt: Attempt<S, P>, place: number): Battle {
  const pair = [place, place + 1], traitor = generalAt(place + 2);
  const commander = pair.find((each) => generalAt(each) === 0);
  const ring = ringOf(attempt);
  const protocol = lockstep(attempt(ORDERS[commander === undefined || commander < 3 ? 0 : 1]));
  const world = new World({
    protocol: withTraitors<Lockstep<S, P>, Say<P>, RoundEnds>(protocol, {
      [traitor]: impostor(ring, pair),
    }),
    nodes: 3,
    seed: 1,
    states: true,
    invariants: amongLoyal<Lockstep<S, P>>(consistency),
  });
  world.run(ring.rounds * pace.roundMs + 1);
  const { isStuck } = (world.states[traitor] as Traitor).traitor as Cast<S, P>;
  const { violation } = world;
  const undecided = pair.map(generalAt).find((node) =>
    node !== 0 && (world.states[node] as Lockstep<S, P>).inner.obeys === null
  );
  const breaks = violation?.invariant ?? (undecided === undefined ? undefined : "termination");
  return {
    loyal: [PLACES[pair[0]!]!, PLACES[pair[1]!]!],
    traitor,
    ...(breaks === undefined ? {} : { breaks: breaks as NonNullable<Battle["breaks"]> }),
    words: violation?.words ??
      (undecided === undefined
        ? "all is as it should be"
        : `lieutenant ${undecided} never decides`),
    isPlayed: !isStuck,
    trace: world.trace,
  };
}

/** What a traitor has in mind who plays four of the ring. */
interface Cast<S, P> {
  round: number;
  readonly minds: Map<number, S>;
  /** What they have heard in this round, from each other and from the loyal. */
  said: Said<P>[];
  /** Whether he would have had to show a signature that he cannot. */
  isStuck: boolean;
}

/** Plays all of the ring but this pair, towards whom he does as their neighbours would. */
function impostor<S extends General, P>(
  ring: Ring<S, P>,
  pair: readonly number[],
): Treason<Say<P>> {
  const played = [...PLACES.keys()].filter((place) => !pair.includes(place));
  const speak = (cast: Cast<S, P>, io: TraitorIo<Say<P>>): void => {
    const { round, minds } = cast;
    for (const said of ring.say(minds, round)) {
      if (!pair.includes(said.to)) {
        cast.said.push(said);
        continue;
      }
      const message: Say<P> = { type: "say", round, parts: said.parts };
      if (io.canSay(message)) io.send(generalAt(said.to), message);
      else cast.isStuck = true;
    }
    io.wait(pace.roundMs, { type: "round ends" });
  };
  return {
    start(io) {
      const cast: Cast<S, P> = { round: 1, minds: ring.begin(played), said: [], isStuck: false };
      speak(cast, io);
      return cast;
    },
    upon: {
      say(cast: Cast<S, P>, { from, parts }, io) {
        const place = pair.find((each) => generalAt(each) === from)!;
        cast.said.push({ from: place, to: beside(place, io.self), parts });
      },
    },
    after: {
      "round ends"(cast: Cast<S, P>, _, io) {
        ring.hear(cast.minds, cast.round, cast.said);
        cast.said = [];
        cast.round++;
        if (cast.round <= ring.rounds) speak(cast, io);
      },
    },
  };
}
