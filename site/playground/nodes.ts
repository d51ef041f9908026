/// <reference lib="dom" />
/** The nodes below the ring: a table of them, or where they are many a form and a grid that opens. @module */

import type { AnyPlaygroundKit } from "../../lib/kit/playground.ts";
import type { Cuts } from "../../lib/laboratory/playground/cuts.ts";
import type { Scene } from "../../lib/laboratory/playground/film.ts";
import { MOST_APART } from "./places.ts";
import { Roll } from "./roll.ts";
import type { RowWanted } from "./row.ts";
import { Table } from "./table.ts";

/** What is shown of the nodes. */
export interface NodesShown {
  readonly element: HTMLElement;
  /** Shows a scene. */
  show(scene: Scene, cuts: Cuts): void;
  /** No longer looks how much room there is. */
  close(): void;
}

/** What a reader may ask of them. */
export interface NodesWanted extends RowWanted {
  /** Look at the others as this node does. */
  look(node: number): void;
}

/** Shows so many nodes. */
export function nodesShown(
  kit: AnyPlaygroundKit,
  nodes: number,
  wanted: NodesWanted,
): NodesShown {
  return nodes > MOST_APART ? new Roll(kit, nodes, wanted) : measured(kit, nodes, wanted);
}

/** A table with as many cells of each node as there is room for. */
function measured(
  kit: AnyPlaygroundKit,
  nodes: number,
  wanted: RowWanted,
): NodesShown {
  let most = 8;
  let last: [Scene, Cuts] | undefined;
  const table = new Table(kit, nodes, wanted, () => most);
  const { element } = table;
  const watcher = new ResizeObserver(() => {
    const width = element.clientWidth;
    const room = Math.floor((width - (width < 560 ? 4 : 400)) / 44);
    const now = Math.max(4, Math.min(16, room));
    if (now === most) return;
    most = now;
    if (last !== undefined) table.show(...last);
  });
  watcher.observe(element);
  return {
    element,
    show(scene, cuts) {
      last = [scene, cuts];
      table.show(scene, cuts);
    },
    close: () => watcher.disconnect(),
  };
}
