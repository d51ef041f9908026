/** What may happen in scenes. @module */

import type { NodeId } from "../given.ts";

/** What happens; `of` counts the instances in the order in which they are asked for. */
export type Step =
  /** A client asks this replica for a command that writes something. */
  | {
    readonly type: "ask";
    readonly node: NodeId;
    readonly what: readonly string[];
    /** A command for each of these, or one for all. */
    readonly isBatch?: boolean;
  }
  /** It hears what the coordinator asks for. */
  | { readonly type: "hear"; readonly node: NodeId; readonly of: number }
  /** The coordinator puts to the vote what it has heard. */
  | { readonly type: "slow"; readonly of: number }
  /** It hears what is put to the vote, and votes. */
  | { readonly type: "vote"; readonly node: NodeId; readonly of: number }
  /** Whoever leads learns that it is decided, at once or by votes, if it is. */
  | { readonly type: "decide"; readonly of: number }
  /** It hears what is decided. */
  | { readonly type: "learn"; readonly node: NodeId; readonly of: number }
  /** It recovers, and hears those, itself among them. */
  | {
    readonly type: "recover";
    readonly node: NodeId;
    readonly of: number;
    readonly quorum: readonly NodeId[];
  };
