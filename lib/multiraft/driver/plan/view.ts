/** What the driver sees when it plans. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { GroupId } from "../../range/interval.ts";
import type { Operator } from "./operator.ts";
import type { Seen, SeenNode } from "./seen.ts";

/** All that plans are made of. */
export interface View {
  /** What time it is. */
  readonly now: number;
  /** How many replicas a range shall have. */
  readonly replicas: number;
  /** The nodes. */
  readonly nodes: ReadonlyMap<NodeId, SeenNode>;
  /** The ranges, in the order of their keys. */
  readonly ranges: readonly Seen[];
  /** What is under way, by the range that it is about. */
  readonly operators: ReadonlyMap<GroupId, Operator>;
  /** Numbers for new groups. */
  readonly spare: readonly GroupId[];
}
