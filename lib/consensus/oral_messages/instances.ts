/** Small armies without signatures. @module */

import { eachToEach, instanceOf, type Small } from "../generals/instances.ts";
import { lieutenantsOf } from "../generals/settings.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { Path, Relay } from "./messages.ts";
import type { Tree } from "./oral_messages.ts";

/** Either order, or nothing, along each of these paths. */
function either(...paths: readonly Path[]): Relay[][] {
  const tell = (order: string) => paths.map((path) => ({ path, order }));
  return [tell("attack"), tell("retreat"), []];
}

function small(
  { nodes = 4, ...rest }:
    & Pick<Small<Tree, Relay, Change>, "words" | "states" | "lies">
    & { readonly nodes?: number },
) {
  return instanceOf<Tree, Relay, Change>({
    ...rest,
    nodes: (change) => change?.nodes ?? nodes,
    protocol: (change) => protocolWith(change, { ends: "by counting" }),
  });
}

const commander = (nodes: number) => eachToEach(1, lieutenantsOf(0, nodes), either([0]));

/** The instances; the first is the one that most mistakes show in. */
export const instances = {
  "the commander lies": small({
    words: "four generals, of whom the commander tells each lieutenant either order, or nothing",
    states: 2_197,
    lies: { 0: commander },
  }),
  "a lieutenant lies": small({
    words:
      "four generals, of whom lieutenant 1 passes on either order to each, or nothing, and speaks for another, too",
    states: 648,
    lies: {
      1: (nodes) =>
        lieutenantsOf(0, nodes).filter((to) => to !== 1).flatMap((to) => [
          ...eachToEach(2, [to], either([0, 1])),
          ...eachToEach(2, [to], either([0, 1], [0, 2], [0, 3]).slice(0, 2)),
        ]),
    },
  }),
  "the commander of five lies": small({
    words: "five generals, of whom the commander tells each lieutenant either order",
    states: 83_521,
    nodes: 5,
    lies: { 0: (nodes) => eachToEach(1, lieutenantsOf(0, nodes), either([0]).slice(0, 2)) },
  }),
};
