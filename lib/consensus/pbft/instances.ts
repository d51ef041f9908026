/**
 * Small systems of which every order of events is explored. The liar says each of a few things once, at any time, which
 * is all that a liar with these messages can do (`security/adversary/menu.ts`).
 *
 * @module
 */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { nested, wrapped } from "../../model/nested.ts";
import type { NodeId } from "../../model/protocol.ts";
import { startingFrom } from "../../model/starting_from.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { type Lie, menu } from "../../security/adversary/menu.ts";
import { amongLoyal } from "../../security/adversary/loyal.ts";
import { isTraitor, type Traitor, withTraitors } from "../../security/adversary/traitors.ts";
import { certificateOf, sign } from "../../security/identity/signed.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { invariants } from "./invariants.ts";
import { falseClaim, halfCodes } from "./instances/codes.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { about, batchOf, cluster, commits, proposes } from "./lies.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";
import type { Batch, Proof } from "./statements.ts";

/** A small system of PBFT. */
export type PbftInstance = Instance<State | Traitor, Message, Timer, Saved, Change>;

/** A PBFT to explore. */
export type PbftSystem = ProtocolSystem<State | Traitor, Message, Timer, Saved>;

/** What is not the same in all of them. */
export interface Small {
  /** How many replicas; after them comes one client, who lies, too. Default 4. */
  readonly replicas?: number;
  /** The replica that lies. */
  readonly liar: NodeId;
  /** What it may say. */
  readonly lies: (self: NodeId) => readonly Lie<Message>[];
  /** The last view that is looked at; default 0. */
  readonly views?: number;
  /** How nodes know who says what; default "signatures". */
  readonly authentication?: Options["authentication"];
  /** What replicas had saved before. */
  readonly saved?: readonly (readonly Saved[])[];
}

/** A small system. Nobody times anything, and what is sent to liars, who need no news, is not sent. */
export function smallPbft(
  { replicas = 4, liar, lies, saved, views = 0, authentication = "signatures" }: Small,
  change?: Change,
): PbftSystem {
  const options: Options = {
    machine: listMachine as Options["machine"],
    replicas,
    authentication,
    checkpointEvery: 4,
    statusMs: Infinity,
    retryMs: Infinity,
  };
  const honest = protocolWith(change, options);
  const isLiar = (node: NodeId) => node === liar || node >= replicas;
  const types = Object.keys(honest.upon) as Message["type"][];
  const protocol = withTraitors(
    wrapped(
      startingFrom(honest, saved),
      (io) => nested(io, { send: (to, message) => isLiar(to) ? undefined : io.send(to, message) }),
    ),
    { [liar]: menu(types, lies), [replicas]: menu<Message>(types, () => []) },
  );
  return {
    name: "pbft",
    protocol,
    nodes: replicas + 1,
    invariants: amongLoyal(invariants),
    // A view that has begun works, and nobody waits for another one.
    boundary: ({ states }) =>
      states.every((s) => s === undefined || isTraitor(s) || s.role === "proxy" || s.view <= views),
    sometimes: {
      "a batch is committed": ({ states }) =>
        states.some((s) =>
          s !== undefined && !isTraitor(s) && s.role === "replica" && s.executed > 0
        ),
    },
  };
}

const A = batchOf(4, "a"), B = batchOf(4, "b");

/** The primary of view 0 proposes two batches for one number. */
const twoBatches: Small = {
  liar: 0,
  lies: (self) => [
    proposes(self, 1, A),
    proposes(self, 2, A),
    proposes(self, 2, B),
    proposes(self, 3, B),
    commits(self, 1, A),
    commits(self, 3, B),
  ],
};

/** That the backups of a view have prepared a batch for number 1. */
const proofOf = (view: number, batch: Batch, ...backups: NodeId[]): Proof => ({
  prePrepare: sign({ self: view }, { kind: "prePrepare", ...about(view, batch) } as const),
  prepares: certificateOf(
    backups.map((self) => sign({ self }, { kind: "prepare", ...about(view, batch) } as const)),
  ),
});
/** That a replica wants a view, and what it shows. */
const wants = (self: NodeId, view: number, prepared: readonly Proof[]) =>
  sign({ self }, { kind: "viewChange", cluster, view, stable: null, prepared } as const);
/** What a replica has saved that has prepared a batch, and wants a view. */
const knowing = (self: NodeId, proof: Proof, batch: Batch, view: number): Saved[] => [
  { type: "accepted", prePrepare: proof.prePrepare, batch },
  { type: "prepared", proof },
  { type: "viewChange", viewChange: wants(self, view, [proof]) },
];
/** What it has saved besides if the batch was committed. */
const decided = (view: number, batch: Batch, ...signers: NodeId[]): Saved => ({
  type: "decided",
  commits: certificateOf(
    signers.map((self) => sign({ self }, { kind: "commit", ...about(view, batch) } as const)),
  ),
  batch,
});

const early = proofOf(0, A, 1, 2);
/**
 * Replicas 0, 1 and 2 have prepared a batch; 2 has executed it, and so has 3, who was shown the commits and never saw it
 * prepared. All want view 1.
 */
const hidden: Small = {
  liar: 0,
  views: 1,
  lies: (self) => [[1, { type: "viewChange", viewChange: wants(self, 1, []) }]],
  saved: [
    [],
    knowing(1, early, A, 1),
    [...knowing(2, early, A, 1), decided(0, A, 0, 1, 2)],
    [decided(0, A, 0, 1, 2), { type: "viewChange", viewChange: wants(3, 1, []) }],
  ],
};

const other = proofOf(0, A, 2, 3), late = proofOf(1, B, 0, 2);
/** One batch was prepared in view 0 and known to be so by replica 3 alone, another one committed in view 1; all want view 2. */
const twoViews: Small = {
  liar: 0,
  views: 2,
  lies: (self) => [[2, { type: "viewChange", viewChange: wants(self, 2, []) }]],
  saved: [
    [],
    [...knowing(1, late, B, 2), decided(1, B, 0, 1, 2)],
    knowing(2, late, B, 2),
    knowing(3, other, A, 2),
  ],
};

function instanceOf(words: string, states: number, small: Small): PbftInstance {
  return {
    words,
    states,
    system: (change) => smallPbft(small, change),
  };
}

/** The instances. */
export const instances: Readonly<Record<string, PbftInstance>> = {
  "two batches": instanceOf(
    "the primary proposes two batches for one number, each to some, and commits both",
    6_820,
    twoBatches,
  ),
  "a hidden batch": instanceOf(
    "a batch is committed, and known to two replicas of four; the view changes, and the liar says nothing of it",
    18_688,
    hidden,
  ),
  "two views": instanceOf(
    "one batch was prepared in view 0, another one committed in view 1; the view changes, and the liar says nothing of it",
    34_816,
    twoViews,
  ),
  "half codes": instanceOf(
    "the codes of a request are right for one replica, and the primary proposes another one for the same number, too",
    32_180,
    halfCodes,
  ),
  "a false claim": instanceOf(
    "a batch is committed in view 0, nobody can show it, and a liar claims that another one was prepared in view 1",
    12_512,
    falseClaim,
  ),
};
