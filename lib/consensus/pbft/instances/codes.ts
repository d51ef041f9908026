/** Small systems in which replicas go by codes. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Lie } from "../../../security/adversary/menu.ts";
import { authenticate, sign } from "../../../security/identity/signed.ts";
import type { Saved } from "../journal.ts";
import { about, batchOf, cluster, commits, proposes } from "../lies.ts";
import { type Message, replicasOf } from "../messages.ts";
import type { Batch, Place, Prepare, PrePrepare, Request, ViewChange } from "../statements.ts";

const A = batchOf(4, "a"), B = batchOf(4, "b");

/** A replica wants view 2, and claims this. */
const wants = (self: NodeId, prepared: readonly Place[], accepted: readonly Place[]) =>
  sign<ViewChange>({ self }, {
    kind: "viewChange",
    cluster,
    view: 2,
    stable: null,
    prepared: [],
    claimed: { prepared, accepted },
  });

const place = (view: number, batch: Batch): Place => {
  const { sequence, digest } = about(view, batch);
  return { view, sequence, digest };
};

/** What a replica has saved that has prepared the first batch. */
const knowing = (self: NodeId): Saved[] => {
  const proposed: PrePrepare = { kind: "prePrepare", ...about(0, A) };
  const prePrepare = authenticate({ self: 0 }, proposed, replicasOf(4));
  const prepare: Prepare = { kind: "prepare", ...about(0, A) };
  return [
    { type: "accepted", prePrepare, batch: A },
    { type: "prepared", proof: { prePrepare, prepares: { signers: [], statement: prepare } } },
    { type: "viewChange", viewChange: wants(self, [place(0, A)], [place(0, A)]) },
  ];
};

const decided: Saved = {
  type: "decided",
  commits: { signers: [], statement: { kind: "commit", ...about(0, A) } },
  batch: A,
};

/**
 * Replicas 0, 1 and 2 have prepared a batch, 2 and 3 have executed it. All want view 2, and the liar claims that in view 1
 * another one was prepared.
 */
export const falseClaim = {
  liar: 0,
  views: 2,
  authentication: "codes",
  lies: (self: NodeId): Lie<Message>[] => {
    const invented = wants(self, [place(1, B)], [place(1, B)]);
    return [[2, { type: "viewChange", viewChange: invented }]];
  },
  saved: [
    [],
    knowing(1),
    [...knowing(2), decided],
    [decided, { type: "viewChange", viewChange: wants(3, [], []) }],
  ] satisfies Saved[][],
} as const;

/** What the client asks for, in codes that are right for replica 1 alone. */
const half: Batch = [
  authenticate<Request>({ self: 4 }, { ...A[0]!.statement, command: "half" }, [1]),
];

/** The primary proposes that to all, and another batch to some, for one number. */
export const halfCodes = {
  liar: 0,
  authentication: "codes",
  lies: (self: NodeId): Lie<Message>[] => [
    proposes(self, 1, half),
    proposes(self, 2, half),
    proposes(self, 2, B),
    proposes(self, 3, half),
    proposes(self, 3, B),
    commits(self, 1, half),
    commits(self, 3, B),
  ],
} as const;
