/** View changes of PBFT, written down as a table: small cases of what a new view has to begin with. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Proof, ViewChange } from "../../consensus/pbft/statements.ts";
import { assertWhole } from "../asked.ts";

/** What one replica tells. */
export interface Tells {
  /** Who. */
  readonly replica: NodeId;
  /** The number of its last stable checkpoint; 0: there is none. */
  readonly stable: number;
  /** What it has prepared: the number, in which view, and the batch. */
  readonly prepared: readonly (readonly [sequence: number, view: number, batch: string])[];
}

/** What these replicas of four sign who want a view; their digests are the batches themselves. */
export function changesOf(cluster: string, view: number, all: readonly Tells[]): ViewChange[] {
  assertWhole("write view changes", { view }, 1);
  return all.map(({ replica, stable, prepared }) => {
    assertWhole("write view changes", { replica }, 0, 3);
    assertWhole("write view changes", { stable }, 0);
    const checkpoint = { kind: "checkpoint", cluster, sequence: stable, digest: "state" } as const;
    return {
      kind: "viewChange",
      cluster,
      view,
      stable: stable === 0 ? null : { signers: [0, 1, 2], statement: checkpoint },
      prepared: prepared.map(([sequence, of, digest]): Proof => {
        assertWhole("write view changes", { sequence }, 1);
        assertWhole("write view changes", { view: of }, 0, view - 1);
        const primary = of % 4, vote = { cluster, view: of, sequence, digest };
        return {
          prePrepare: { signer: primary, statement: { kind: "prePrepare", ...vote } },
          prepares: {
            signers: [0, 1, 2, 3].filter((node) => node !== primary).slice(0, 2),
            statement: { kind: "prepare", ...vote },
          },
        };
      }),
    };
  });
}
