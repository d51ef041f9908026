/** How the nodes stand at each moment of a run. @module */

import type { NodeId } from "../../model/protocol.ts";
import { lastUpTo } from "../../model/story/last.ts";
import type { Turn } from "../../model/story/parts.ts";
import type { Story } from "../../model/story/story.ts";
import type { Moment } from "./moments.ts";

/** Whether a node runs. */
export type Standing = "not started" | Turn["standing"];

/** A node at one moment. */
export interface NodeState {
  /** Its number. */
  readonly node: NodeId;
  /** Whether it runs. */
  readonly standing: Standing;
  /** Its state, or the last one that it had; undefined while none is known. */
  readonly state: unknown;
}

/** The node at each moment: a function that is asked for a node and a moment. */
export type StatesAt = (node: NodeId, moment: number) => NodeState;

/** How the nodes of a story stand after each of its moments. */
export function statesOf(story: Story, moments: readonly Moment[]): StatesAt {
  return (node, moment) => {
    const last = moments[moment]?.last ?? -1;
    const turns = story.life(node);
    const turn = turns[lastUpTo(turns, last, ({ index }) => index)];
    return { node, standing: turn?.standing ?? "not started", state: turn?.state };
  };
}
