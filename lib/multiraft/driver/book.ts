/**
 * What the placement driver writes down, as a replicated state machine: which number the next group
 * gets, which nodes there are and what was decided about them, and how many replicas a range shall
 * have. Where ranges are is not here: their own logs decide that, and the driver is told of it.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import type { GroupId } from "../range/interval.ts";

/** What was decided about a node. */
export type Standing =
  /** It has its part of all ranges. */
  | "up"
  /** It will stop for a while: nothing comes to it, and others lead. */
  | "draining"
  /** It was not heard of for so long that others have its replicas. */
  | "down"
  /** It will never come back. */
  | "gone";

/** A node, as it is written down. */
export interface Entry {
  /** The zone, or rack, whose nodes may fail together. */
  readonly zone: string;
  /** How much it can carry, compared with others. */
  readonly capacity: number;
  /** What was decided. */
  readonly standing: Standing;
  /** When, by the clock of whoever led the driver. */
  readonly since: number;
}

/** What is written down. */
export interface Book {
  /** Never used before. Invariant: never decreases. */
  nextGroup: GroupId;
  /** The nodes. */
  readonly nodes: Map<NodeId, Entry>;
  /** How many replicas a range shall have. */
  replicas: number;
}

/** What changes it. */
export type BookCommand =
  /** So many numbers of groups are somebody's; the answer is the first of them. */
  | { readonly type: "allocate"; readonly count: number }
  /** A node says what it is. */
  | {
    readonly type: "register";
    readonly node: NodeId;
    readonly zone: string;
    readonly capacity: number;
    readonly since: number;
  }
  /** It is decided about a node that has this standing now. */
  | {
    readonly type: "decide";
    readonly node: NodeId;
    readonly was: Standing;
    readonly standing: Standing;
    readonly since: number;
  }
  /** Ranges shall have so many replicas. */
  | { readonly type: "replicas"; readonly count: number };

/** What comes of it: a number of a group, or whether it was done. */
export type BookAnswer = number | boolean;

/** The book of a cluster that begins with these numbers. */
export function bookMachine(
  { nextGroup, replicas }: Pick<Book, "nextGroup" | "replicas">,
): StateMachine<Book, BookCommand, BookAnswer> {
  return {
    init: () => ({ nextGroup, nodes: new Map(), replicas }),
    apply: (book, command) => {
      switch (command.type) {
        case "allocate": {
          const first = book.nextGroup;
          book.nextGroup += Math.max(0, Math.floor(command.count));
          return first;
        }
        case "register": {
          const { node, zone, capacity, since } = command, there = book.nodes.get(node);
          if (there?.standing === "gone") return false;
          const decided = there ?? { standing: "up", since } as const;
          book.nodes.set(node, {
            zone,
            capacity,
            standing: decided.standing,
            since: decided.since,
          });
          return true;
        }
        case "decide": {
          const { node, was, standing, since } = command, there = book.nodes.get(node);
          // Who is gone stays so; and of two who decide from the same standing, the first one does.
          if (there === undefined || there.standing !== was || was === "gone") return false;
          book.nodes.set(node, { ...there, standing, since });
          return true;
        }
        case "replicas": {
          if (!(command.count >= 1)) return false;
          book.replicas = Math.floor(command.count);
          return true;
        }
      }
    },
  };
}
