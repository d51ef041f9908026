/** Small armies, of which every order of events is explored; rounds end by counting there. @module */

import type { GlobalState, ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { NodeId } from "../../model/protocol.ts";
import { isLoyal } from "../../security/adversary/loyal.ts";
import { type Lie, menu } from "../../security/adversary/menu.ts";
import { type Traitor, withTraitors } from "../../security/adversary/traitors.ts";
import type { Lockstep, RoundEnds, Say } from "../rounds/lockstep.ts";
import { allObey, type General } from "./general.ts";
import type { Marched } from "./storms.ts";

/** An army to explore. */
export type Army<S extends General, P> = ProtocolSystem<
  Lockstep<S, P> | Traitor,
  Say<P>,
  RoundEnds
>;

/** What may happen in a small army; `C` is what a bug changes. */
export interface Small<S extends General, P, C> {
  /** What may happen in it, in a few words. */
  readonly words: string;
  /** How many states it has. */
  readonly states: number;
  /** Whether it has too many for a day; default false. */
  readonly nightly?: boolean;
  /** How many generals there are. */
  readonly nodes: (change: C | undefined) => number;
  /** Its protocol, by counting. */
  readonly protocol: (change: C | undefined) => Marched<S, P>;
  /** What each traitor may tell an army of so many. */
  readonly lies: Readonly<Record<NodeId, (nodes: number) => readonly Lie<Say<P>>[]>>;
}

/** A small army as an instance of a kit. */
export function instanceOf<S extends General, P, C>(
  { words, states, nightly = false, nodes: count, protocol, lies }: Small<S, P, C>,
): Instance<Lockstep<S, P> | Traitor, Say<P>, RoundEnds, never, C> {
  return {
    words,
    states,
    nightly,
    system(change): Army<S, P> {
      const nodes = count(change);
      const traitors = Object.fromEntries(
        Object.entries(lies).map(([node, told]) => [node, menu(["say"], () => told(nodes))]),
      );
      return {
        name: words,
        protocol: withTraitors(protocol(change), traitors),
        nodes,
        sometimes: { "everybody obeys": hasDecided },
        final: hasDecided,
      };
    },
  };
}

function hasDecided<S extends General, P>(
  { states }: GlobalState<Lockstep<S, P> | Traitor>,
): boolean {
  return allObey(states.map((s) => isLoyal(s) ? s : undefined));
}

/** Each of these at each of those: all that a liar may say in a round. */
export function eachToEach<P>(
  round: number,
  listeners: readonly NodeId[],
  bundles: readonly (readonly P[])[],
): Lie<Say<P>>[] {
  return listeners.flatMap((to) =>
    bundles.map((parts): Lie<Say<P>> => [to, { type: "say", round, parts }])
  );
}
