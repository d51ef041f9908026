/** Who keeps a key: its homes, and those that stand in for them (DeCandia et al. 2007, sections 4.3 and 4.6). @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** A node that is to keep a copy, and for whom it stands in, if it does. */
export interface Place {
  /** The node. */
  readonly node: NodeId;
  /** The home that it stands in for; null: it is one. */
  readonly home: NodeId | null;
}

/** Who keeps what, as a node sees it. */
export interface Placing {
  /** The preference list of a key, without those that are gone. */
  list(s: Readonly<State>, key: string, nodes: readonly NodeId[]): readonly NodeId[];
  /** The homes of a key. */
  homes(s: Readonly<State>, key: string, nodes: readonly NodeId[]): readonly NodeId[];
  /** The first N healthy nodes of the list: homes, and stand-ins for homes that seem down. */
  places(s: Readonly<State>, key: string, io: { readonly peers: readonly NodeId[] }): Place[];
}

/** Who keeps what, by the settings. */
export function placingBy({ replicasOf, copies }: Settings): Placing {
  const list: Placing["list"] = (s, key, nodes) =>
    replicasOf(key, nodes).filter((node) => !s.gone.has(node));
  return {
    list,
    homes: (s, key, nodes) => list(s, key, nodes).slice(0, copies),
    places: (s, key, { peers }) => placesIn(list(s, key, peers), s.suspects, copies),
  };
}

function placesIn(
  list: readonly NodeId[],
  suspects: ReadonlySet<NodeId>,
  copies: number,
): Place[] {
  const homes = list.slice(0, copies);
  const spare = list.slice(copies).filter((node) => !suspects.has(node));
  return homes.flatMap((home): Place[] => {
    if (!suspects.has(home)) return [{ node: home, home: null }];
    const node = spare.shift();
    return node === undefined ? [] : [{ node, home }];
  });
}
