/** What may be chosen about a chain. @module */

import {
  assertKinds,
  code,
  either,
  numberAbove,
  oneOf,
  optional,
  record,
  usualWith,
  wholeFrom,
} from "../../model/kinds.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type StateMachine, stateMachine } from "../../replicated/state_machine.ts";
import { type KeyValueCommand, keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { type MasterSettings, masterSettingsWith } from "../master/settings.ts";
import { assertChain } from "./configuration.ts";

/** How queries are answered. */
export type Reads =
  /** By the tail alone (van Renesse and Schneider, OSDI 2004). */
  | "tail"
  /** By any server: what is clean at once, of what is dirty the version that the tail names (CRAQ, section 2.3). */
  | "craq"
  /** By any server, with the newest version that it has (CRAQ, section 2.4). */
  | "eventual"
  /** The same, as long as that is not too new, nor the server too long alone; else as "craq" (CRAQ, section 2.4). */
  | "bounded";

/** What a server that answers queries knows of its chain. */
export type Counting =
  /** That it is its own, as the paper has it: only who has failed is ever taken for failed. Otherwise stale. */
  | "fail-stop"
  /** That it was when the query had come: a majority of the masters says so, for each query. */
  | "confirm"
  /** That it is as long as its lease lasts, by clocks that do not jump and drift no more than `drift`. */
  | "lease";

/** How new an answer may be that is not decided, and how old one that is. */
export interface Bound {
  /** How many versions of an object may be newer than the one that is known to be decided. */
  readonly versions: number;
  /** For how long an undecided version may be answered from when it came, and a server answer without word of its masters, in ms. */
  readonly ms: number;
}

/** The objects of a chain: together a state machine. */
export interface ChainObjects {
  /** What updates and queries do to them. */
  readonly machine: StateMachine;
  /** Which object a command is about. */
  keyOf(command: unknown): string;
}

/** A key–value store, each key an object. */
export const keyValueObjects: ChainObjects = {
  machine: {
    ...(keyValueMachine as StateMachine),
    reads: (command) => (command as KeyValueCommand).type === "get",
  },
  keyOf: (command) => (command as KeyValueCommand).key,
};

/** The settings. Times are in ms. */
export interface Settings extends MasterSettings {
  /** The first chain, from the head to the tail. */
  readonly chain: readonly NodeId[];
  /** How long the chain grows while there are servers beside it; default: as long as the first one. */
  readonly wanted: number;
  /** How queries are answered. */
  readonly reads: Reads;
  /** What whoever answers them must know. */
  readonly counting: Counting;
  /** What "bounded" means. */
  readonly bound: Bound;
  /** How long a server waits until it sends again what its neighbour lacks; Infinity: links lose nothing. */
  readonly resendMs: number;
  /** The objects. */
  readonly objects: ChainObjects;
}

/** A chain of nodes 1, 2 and 3 under one master, node 0. */
export const settings: Omit<Settings, keyof MasterSettings> = {
  chain: [1, 2, 3],
  wanted: 3,
  reads: "tail",
  counting: "confirm",
  bound: { versions: 1, ms: 100 },
  resendMs: 40,
  objects: keyValueObjects,
};

/** The settings with these; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const usual = usualWith("replicate over a chain", settings, chosen);
  const { bound: limits, objects: kept } = usual;
  assertKinds("replicate over a chain", { bound: limits, objects: kept }, {
    bound: record,
    objects: record,
  });
  assertKinds("replicate over a chain", kept, { machine: stateMachine, keyOf: code });
  assertChain("replicate over a chain", usual.chain);
  const wanted = chosen.wanted ?? usual.chain.length, own = { ...usual, wanted };
  const { chain, reads, counting, bound, resendMs, objects, wanted: _, ...ofMasters } = own;
  const masterly = masterSettingsWith(ofMasters), { masters, leaseMs } = masterly;
  assertKinds("replicate over a chain", { reads, counting, resendMs, wanted }, {
    reads: oneOf("tail", "craq", "eventual", "bounded"),
    counting: oneOf("fail-stop", "confirm", "lease"),
    resendMs: either(numberAbove(0), Infinity),
    wanted: optional(wholeFrom(1)),
  });
  assertChain("replicate over a chain", chain, masters);
  refuse(
    counting === "lease" && leaseMs === 0,
    "leaseMs must be above 0 where leases count",
    leaseMs,
  );
  refuse(
    !(Number.isInteger(bound.versions) && bound.versions >= 0 && bound.ms > 0),
    "a bound must be of 0 versions or more, and of some ms",
    `${bound.versions} versions, ${bound.ms} ms`,
  );
  return { ...masterly, chain, wanted, reads, counting, bound, resendMs, objects };
}

function refuse(isWrong: boolean, why: string, given: unknown): void {
  if (isWrong) throw new RangeError(`Cannot replicate over a chain because ${why}: given ${given}`);
}
