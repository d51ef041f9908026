/** What generals are tried in: calm weather, as they need it, and traitors who do what they like. @module */

import type { Storm } from "../../kit/kit.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { drawnScript } from "../../security/adversary/draw.ts";
import { isLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { type Traitor, type Treason, withTraitors } from "../../security/adversary/traitors.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { type Lockstep, lockstep, type RoundEnds, type Say } from "../rounds/lockstep.ts";
import type { At, InRounds } from "../rounds/rounds.ts";
import { allObey, type General } from "./general.ts";

/** The most that a message takes, in ms; a round takes 50. */
const MOST_MS = 40;
/** By then everybody must have decided, in ms. */
const PATIENCE_MS = 5000;

/** A general's protocol in a storm. */
export type Marched<S extends General, P> = Protocol<Lockstep<S, P>, Say<P>, RoundEnds>;

/** What is not the same in all storms; `C` is what a bug changes. */
export interface Trouble<S extends General, P, C> {
  /** What happens, in a few words. */
  readonly words: string;
  /** How many generals there are where nobody says. */
  readonly nodes: number;
  /** The fewest. */
  readonly leastNodes: number;
  /** How many traitors are to be borne among so many. */
  readonly traitors: (nodes: number) => number;
  /** What each loyal one runs. */
  readonly protocol: (m: number, change: C | undefined) => Marched<S, P>;
  /** The same in rounds, as it should be. */
  readonly inRounds: (m: number) => InRounds<S, P>;
  /** What a liar who follows it says in the place of one thing; undefined: nothing. */
  readonly lie: (part: P, at: At) => P | undefined;
  /** Whether there are fewer traitors now and then; default true. */
  readonly drawsCount?: boolean;
}

/** A storm of traitors, who know each other. */
export function stormOf<S extends General, P, C>(
  { words, nodes, leastNodes, traitors, protocol: make, inRounds, lie, drawsCount = true }: Trouble<
    S,
    P,
    C
  >,
): Storm<Lockstep<S, P> | Traitor, Say<P>, RoundEnds, never, C> {
  return {
    words,
    nodes,
    leastNodes,
    mostNodes: 10,
    run({ nodes, random, change }) {
      const m = traitors(nodes), protocol = make(m, change);
      const fickle = lockstep(lying(inRounds(m), lie));
      const count = drawsCount ? random.below(m + 1) : m;
      return {
        scenario: {
          protocol: withTraitors(protocol, drawnTraitors(random, nodes, count, protocol, fickle)),
          nodes,
          network: { latency: uniform(1, MOST_MS) },
        },
        drive(world) {
          world.requireProgress(
            PATIENCE_MS,
            "every loyal lieutenant obeys an order",
            ({ states }) => allObey(states.map((s) => isLoyal(s) ? s : undefined)),
          );
        },
      };
    },
  };
}

function drawnTraitors<S extends General, P>(
  random: Random,
  nodes: number,
  count: number,
  protocol: Marched<S, P>,
  fickle: Marched<S, P>,
): Record<NodeId, Treason<Say<P>>> {
  const left = Array.from({ length: nodes }, (_, node) => node);
  const take = () => left.splice(random.below(left.length), 1)[0]!;
  // A commander who lies does most harm; in half of the runs he does.
  const commander = count > 0 && random.below(2) === 0 ? left.splice(0, 1) : [];
  const names = [...commander, ...Array.from({ length: count - commander.length }, take)];
  return Object.fromEntries(names.map((name) => {
    const listeners = Array.from({ length: nodes }, (_, node) => node)
      .filter((node) => node !== name);
    if (random.below(2) === 0) return [name, fickle];
    const script = drawnScript((n) => random.below(n), { listeners, types: ["say"] });
    return [name, puppet(protocol, script, names)];
  }));
}

/** A protocol in rounds in which each thing that is said is another one, to each listener anew. */
function lying<S extends General, P>(
  protocol: InRounds<S, P>,
  lie: (part: P, at: At) => P | undefined,
): InRounds<S, P> {
  return {
    ...protocol,
    say: (s, round, to, at) =>
      protocol.say(s, round, to, at).map((part) => lie(part, at)).filter((part) =>
        part !== undefined
      ),
  };
}
