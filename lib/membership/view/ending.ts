/** How a view ends: who goes on, and what they must have heard by then. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Member } from "./view.ts";

/** Messages of one sender that follow each other. */
export interface Run<P> {
  /** The sender. */
  readonly from: NodeId;
  /** The number of the first, from 1. */
  readonly first: number;
  /** What they say. */
  readonly payloads: readonly P[];
}

/** How a view ends: what its members decide by consensus. */
export interface Ending<P> {
  /** The number of the view that ends. */
  readonly view: number;
  /** The members of the next one, the oldest first. */
  readonly members: readonly Member[];
  /** What all who go on must have delivered before they do, besides what everybody has. */
  readonly cut: readonly Run<P>[];
}
