/**
 * Small systems of which every order of events is explored; nothing is lost but by a crash, and links keep order unless an
 * instance says otherwise.
 *
 * @module
 */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { NodeId } from "../../model/protocol.ts";
import { bare } from "../../replicated/requests.ts";
import { invariants, linearizable } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { established } from "./instances/established.ts";
import { settingsWith } from "./settings.ts";
import { type Change, storeMachine, storeWith } from "./storms.ts";

type System = ProtocolSystem<State, Message, Timer, Saved>;
/** A small system of primary and backups. */
export type PrimaryBackupInstance = Instance<State, Message, Timer, Saved, Change>;

/** There is no time: whoever has something new says so, and nothing is said twice. */
const timeless: Partial<Settings> = {
  pingMs: Infinity,
  silenceMs: 1,
  retryMs: Infinity,
  chunkBytes: Infinity,
};

/** What is not the same in all of them. */
interface Small {
  readonly words: string;
  readonly states: number;
  readonly nightly?: boolean;
  /** Nodes, the view service included. */
  readonly nodes: number;
  /** What each client asks, and which server: "x=1" writes, "x" reads. */
  readonly asks: readonly (readonly [node: NodeId, ...what: string[]])[];
  readonly settings?: Partial<Settings>;
  /** The view that they begin in: the primary, and its backups. Default: none. */
  readonly view?: readonly [primary: NodeId, ...backups: NodeId[]];
  /** Of whom the view service may hear nothing for long, whether they are there or not. */
  readonly suspects: readonly NodeId[];
  /** The highest view that is looked at. */
  readonly views: number;
  readonly more?: Partial<System>;
}

function commandOf(what: string): unknown {
  const [key, value] = what.split("=");
  return value === undefined ? { type: "get", key } : { type: "put", key, value };
}

function protocolOf(
  { nodes, settings, view, suspects }: Small,
  change: Change | undefined,
): System["protocol"] {
  const chosen = { ...timeless, backups: nodes - 2, ...settings };
  const protocol = storeWith(change, chosen);
  const all = settingsWith({ machine: storeMachine, ...chosen, ...change?.settings });
  if (view === undefined) return established(protocol, all, undefined, suspects);
  const [primary, ...backups] = view;
  const first = { number: 1, primary, backups, holders: backups, first: false };
  return established(protocol, all, first, suspects);
}

function instanceOf(small: Small): PrimaryBackupInstance {
  const { words, states, nightly = false, nodes, asks, views, more } = small;
  return {
    words,
    states,
    nightly,
    system: (change): System => ({
      name: "primary-backup",
      protocol: protocolOf(small, change),
      nodes,
      network: "ordered",
      clients: {
        workload: asks.map(([, ...whats]) => whats.map((what) => ({ input: commandOf(what) }))),
        ask: bare,
        to: ({ client }) => asks[client]![0],
        link: "local",
      },
      invariants: [...invariants, linearizable],
      boundary: ({ states }) =>
        states.every((s) => s?.kind !== "view service" || s.views.view.number <= views),
      ...more,
    }),
  };
}

/** The instances. */
export const instances: Readonly<Record<string, PrimaryBackupInstance>> = {
  "two servers": instanceOf({
    words:
      "the view service may hear nothing of a primary that is well; one writes, one reads at the backup",
    states: 1_944,
    nodes: 3,
    asks: [[1, "x=1"], [2, "x"]],
    view: [1, 2],
    suspects: [1],
    views: 2,
  }),
  "a crash": instanceOf({
    words: "a primary, or its backup, crashes and comes back with nothing; one writes, and reads",
    states: 8_307,
    nodes: 3,
    asks: [[1, "x=1", "x"]],
    view: [1, 2],
    suspects: [1],
    views: 2,
    more: { crashes: 1 },
  }),
  "confirmed reads": instanceOf({
    words: "the same without a crash, and another client writes at the backup; reads are confirmed",
    states: 5_148,
    nodes: 3,
    asks: [[1, "x=1", "x"], [2, "x=2"]],
    settings: { reads: "confirmed" },
    view: [1, 2],
    suspects: [1],
    views: 2,
  }),
  overtaken: instanceOf({
    words:
      "a write, and a confirmed read while it is under way; messages overtake each other, and the primary is suspected",
    states: 907,
    nodes: 3,
    asks: [[1, "x=1"], [1, "x"]],
    settings: { reads: "confirmed" },
    view: [1, 2],
    suspects: [1],
    views: 2,
    more: { network: "unordered" },
  }),
  "a backup comes": instanceOf({
    words: "a primary alone and a new backup, and the primary is suspected; two writes",
    states: 6_891,
    nodes: 3,
    asks: [[1, "x=1", "x=2"]],
    view: [1],
    suspects: [1],
    views: 3,
  }),
  "semi-synchronous": instanceOf({
    words:
      "a primary and two backups, one of which has an operation before it is answered; a write",
    states: 11_776,
    nodes: 4,
    asks: [[1, "x=1"]],
    settings: { acknowledgements: 1 },
    view: [1, 2, 3],
    suspects: [1],
    views: 2,
  }),
  "three servers": instanceOf({
    words:
      "a primary and two backups; the primary is suspected; a write, which both have before it is answered",
    states: 3_623,
    nodes: 4,
    asks: [[1, "x=1"]],
    view: [1, 2, 3],
    suspects: [1],
    views: 2,
  }),
  "from nothing": instanceOf({
    words: "a server begins, and may crash and come back with nothing; a write",
    states: 456,
    nodes: 2,
    asks: [[1, "x=1"]],
    suspects: [1],
    views: 2,
    more: { crashes: 1 },
  }),
};
