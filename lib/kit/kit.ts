/**
 * A protocol's kit: everything that belongs to it, each thing once. Whatever takes a kit – the commands
 * that simulate and explore, the suites that test, the playground, diagrams, chapters and exercises – needs
 * to know nothing else of the protocol.
 *
 * @module
 */

import type { ProtocolSystem } from "../check/explore/protocol_system.ts";
import type { Invariant } from "../model/invariant.ts";
import type { Labels } from "../model/labels.ts";
import type { Tagged } from "../model/protocol.ts";
import type { Random } from "../sim/random.ts";
import type { Scenario } from "../sim/scenario.ts";
import type { World } from "../sim/world.ts";

/** What a storm is given for one run. */
export interface Setting<C> {
  /** How many nodes there are. */
  readonly nodes: number;
  /** Decides what the storm leaves to chance; another stream than those of the world. */
  readonly random: Random;
  /** What is done wrong; undefined for the protocol as it should be. */
  readonly change?: C;
}

/** One run of a storm. */
export interface StormRun<S, M extends Tagged, T extends Tagged, R> {
  /** What the world is made of. Invariants that it does not name are those of the kit. */
  readonly scenario: Scenario<S, M, T, R>;
  /** Drives the run: lets time pass, heals, requires what was promised. Default: five seconds. */
  drive?(world: World<S, M, T, R>): void;
}

/** Weather and workload in which a protocol is tried, and what must hold in the end. */
export interface Storm<S, M extends Tagged, T extends Tagged, R, C> {
  /** What happens, in a few words. */
  readonly words: string;
  /** How many nodes there are where nobody says. */
  readonly nodes: number;
  /** The fewest nodes that it makes sense with; default 1. */
  readonly leastNodes?: number;
  /** The most nodes with which a run of it ends before whoever waits for it gives up; default 100. */
  readonly mostNodes?: number;
  /** One run; the same for the same setting. */
  run(setting: Setting<C>): StormRun<S, M, T, R>;
}

/** A system that is small enough to explore every state of it. */
export interface Instance<S, M extends Tagged, T extends Tagged, R, C> {
  /** What may happen in it, in a few words. */
  readonly words: string;
  /** How many states it has with the protocol as it should be; a test pins it. */
  readonly states?: number;
  /** How many steps are explored where all would be too many; default: all. */
  readonly depth?: number;
  /** Whether it has so many states that tests explore it at night only; default false. */
  readonly nightly?: boolean;
  /** The system; invariants that it does not name are those of the kit. */
  system(change?: C): ProtocolSystem<S, M, T, R>;
}

/** What finds a bug. The same must find nothing when the bug is not there. */
export type FoundBy =
  /** A storm, on this seed. */
  | { readonly by: "storm"; readonly storm: string; readonly seed: number; readonly nodes?: number }
  /** Every order of events of an instance. */
  | { readonly by: "instance"; readonly instance: string }
  /** A check that is not part of the kit, such as a scenario of a course, by its name. */
  | { readonly by: "check"; readonly check: string; readonly seed?: number };

/** Found by a storm, on this seed. */
export function byStorm(storm: string, seed: number = 1): FoundBy {
  return { by: "storm", storm, seed };
}

/** Found by every order of events of an instance. */
export function byInstance(instance: string): FoundBy {
  return { by: "instance", instance };
}

/** A rule that is broken. */
export interface Bug<C> {
  /** The mistake and the harm that comes of it, in a sentence or two. */
  readonly words: string;
  /** What is done wrong. */
  readonly change: C;
  /** The name of the property that it breaks; "progress" when nothing bad happens but nothing good either. */
  readonly breaks: string;
  /** What finds it. */
  readonly foundBy: FoundBy;
}

/** All that belongs to one protocol; `C` is what a bug changes in it. */
export interface Kit<S, M extends Tagged, T extends Tagged = never, R = never, C = unknown> {
  /** What commands call it: "raft". */
  readonly name: string;
  /** What it does, in a line. */
  readonly words: string;
  /** Where it is published: author, year, section. */
  readonly source?: string;
  /** How it is told in diagrams. */
  readonly labels: Labels<S, M, T, R>;
  /** What must hold, in the simulator and in the explorer. */
  readonly invariants: readonly Invariant<S>[];
  /** Wrong rules, by what is wrong: "votes twice". */
  readonly bugs: Readonly<Record<string, Bug<C>>>;
  /** What it is tried in; the first is what is meant where nobody says. */
  readonly storms: Readonly<Record<string, Storm<S, M, T, R, C>>>;
  /** What can be explored of it to the end; the first is what is meant where nobody says. */
  readonly instances: Readonly<Record<string, Instance<S, M, T, R, C>>>;
}

/** A kit of whatever protocol, for tools that look into none. */
export type AnyKit = Kit<unknown, Tagged, Tagged, unknown, unknown>;

/** Forgets what a kit's states and messages are, so that kits can stand in one list. */
export function anyKit<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
): AnyKit {
  // Sound as long as a tool hands a kit only its own states, messages and changes.
  return kit as unknown as AnyKit;
}

/** The entry of a kit's table by its name, or its first; throws, and names all, if there is none. */
export function entryOf<E>(
  kit: string,
  what: string,
  table: Readonly<Record<string, E>>,
  name: string | undefined,
): readonly [name: string, entry: E] {
  const names = Object.keys(table);
  const chosen = name ?? names[0];
  if (chosen !== undefined && Object.hasOwn(table, chosen)) return [chosen, table[chosen]!];
  if (names.length === 0) {
    const given = name === undefined ? "no name" : `"${name}"`;
    throw new RangeError(
      `Cannot use ${what} of ${kit} because there must be one, and it has none: given ${given}`,
    );
  }
  throw new RangeError(
    `Cannot use ${what} of ${kit} because it must be one of its own ` +
      `(it has ${names.map((each) => `"${each}"`).join(", ")}): given "${chosen}"`,
  );
}
