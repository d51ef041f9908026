/** A primary and its backup whose view service is a group of masters, of which one fails, and then the primary. @module */

import { assertKinds, wholeFrom } from "../../../model/kinds.ts";
import { primaryBackupUnderMasters } from "../../../replication/primary_backup/under_masters.ts";
import { type Answer, bare } from "../../../replicated/requests.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { registersMachine } from "../services/primary_backup.ts";

/** What is answered, in the order of the questions; "unknown" where nothing is. */
export type Answers = readonly unknown[];

/**
 * Three masters and two servers. Somebody writes 1 at the primary; `down` masters fail, then the primary; and somebody reads
 * at the backup.
 */
export function mastersFail(down: number): Answers {
  assertKinds("stop masters", { down }, { down: wholeFrom(0, 3) });
  const world = new World({
    protocol: primaryBackupUnderMasters({ machine: registersMachine, backups: 1 }, { masters: 3 }),
    nodes: 5,
    seed: 1,
    trace: "none",
    network: { latency: constant(10) },
    faults: [
      ...Array.from({ length: down }, (_, node) => ({ kind: "crash" as const, at: 2000, node })),
      { kind: "crash", at: 4000, node: 3 },
    ],
    clients: {
      workload: [
        [{ input: { type: "write", key: "x", value: 1 }, at: 1500 }],
        [{ input: { type: "read", key: "x" }, at: 5000 }],
      ],
      ask: bare,
      to: ({ client }) => client === 0 ? 3 : 4,
      link: "local",
    },
  });
  world.run(8000);
  return world.history.map(({ outcome, output }) =>
    outcome === "ok" ? (output as Answer & { ok: true }).result : outcome
  );
}
