/** What may be chosen about ABD without making it wrong. @module */

import {
  assertKinds,
  code,
  either,
  numberAbove,
  oneOf,
  usualWith,
  whole,
} from "../../model/kinds.ts";
import type { NodeId } from "../../model/protocol.ts";
import { majorities, type Quorums } from "../../replicated/quorum/system.ts";

/** When a read stores what it has read before it answers. */
export type WriteBack =
  /** Always (Attiya, Bar-Noy and Dolev 1995). */
  | "always"
  /** Unless the answers show that a write quorum holds it already: a fast read. */
  | "unless held"
  /** Never: the register is then regular (Lamport 1986), and not atomic, unless a read asks all replicas. */
  | "never";

/** The settings. */
export interface Settings {
  /** Phase 1 is over when a read quorum has answered, phase 2 when a write quorum has. Each of the one must meet each of the other. */
  readonly quorums: Quorums;
  /** When reads write back. */
  readonly writeBack: WriteBack;
  /**
   * The only node that writes, which need not ask for the latest tag; null: all nodes may write, and ask. Clients
   * must not ask another node to write then.
   */
  readonly writer: NodeId | null;
  /** After how many ms replicas that have not answered are asked again; `Infinity`: never. */
  readonly againMs: number;
}

/** Many writers, majorities, fast reads, for a network in which a message takes a few ms. */
export const settings: Settings = {
  quorums: majorities,
  writeBack: "unless held",
  writer: null,
  againMs: 100,
};

/** The usual settings with these in their place; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const doing = "run ABD", all = usualWith(doing, settings, chosen);
  assertKinds(doing, all, {
    quorums: code,
    writeBack: oneOf("always", "unless held", "never"),
    writer: either(whole, null),
    againMs: either(numberAbove(0), Infinity),
  });
  return all;
}
