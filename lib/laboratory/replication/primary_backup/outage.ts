/**
 * For how long nothing is answered when a server fails, in message delays, from the moment on at which the view service
 * takes it for failed: the time until then depends on its patience only.
 *
 * Van Renesse and Schneider 2004, section 4, have 5 for a failed primary. Theirs ends when clients have been told; here
 * clients find the primary by themselves, and an operation is counted until it is answered, so that the same number comes
 * of other messages. Ours asks backups where they stand only where not all of them have what was answered.
 *
 * @module
 */

import { assertKinds, oneOf, wholeFrom, yesOrNo } from "../../../model/kinds.ts";
import { primaryBackup } from "../../../replication/primary_backup/primary_backup.ts";
import type { Settings } from "../../../replication/primary_backup/settings.ts";
import type { ViewNode } from "../../../replication/primary_backup/state.ts";
import { bare } from "../../../replicated/requests.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { registersMachine } from "../services/primary_backup.ts";

/** What is measured. */
export interface OutageRun {
  /** Who fails. */
  readonly fails: "primary" | "backup";
  /** How many backups there are. */
  readonly backups: number;
  /** How many of them have an operation before it is answered; default: all. */
  readonly acknowledgements?: Settings["acknowledgements"];
  /** Whether what is asked are updates; default: queries. */
  readonly updates?: boolean;
}

/** What came of it; times are in message delays, which are 1 ms here. */
export interface Outage {
  /** From the failure until the view service takes the server for failed. */
  readonly noticed: number;
  /** From then on until the first answer to somebody who sits at the primary and has asked meanwhile. */
  readonly outage: number;
}

/** When the server fails, in ms. */
const FAILS_MS = 500;
/** Somebody asks the primary so often, in ms. */
const ASKED_MS = 0.25;
/** From so long after the failure, as it is not noticed earlier; and for so long, in ms. */
const AFTER_MS = 140;
const LASTS_MS = 80;

/** Measures one. */
export function outage(
  { fails, backups, acknowledgements = Infinity, updates = false }: OutageRun,
): Outage {
  assertKinds("measure an outage", { fails, backups, updates }, {
    fails: oneOf("primary", "backup"),
    backups: wholeFrom(1),
    updates: yesOrNo,
  });
  const input: Ask = updates ? { type: "write", key: "x", value: 1 } : { type: "read", key: "x" };
  const failed = fails === "primary" ? 1 : 1 + backups, asked = fails === "primary" ? 2 : 1;
  const asks = Array.from(
    { length: LASTS_MS / ASKED_MS },
    (_, i) => FAILS_MS + AFTER_MS + i * ASKED_MS,
  );
  const world = new World({
    protocol: primaryBackup({ machine: registersMachine, backups, acknowledgements }),
    nodes: 2 + backups,
    seed: 1,
    trace: "none",
    network: { latency: constant(1) },
    faults: [{ kind: "crash", at: FAILS_MS, node: failed }],
    clients: {
      workload: asks.map((at) => [{ at, input }]),
      ask: bare,
      to: () => asked,
      link: "local",
    },
  });
  world.run(FAILS_MS - 1);
  const viewOf = () => (world.states[0] as ViewNode).views;
  const { view } = viewOf();
  world.run(
    AFTER_MS + LASTS_MS,
    () => viewOf().view.number > view.number || viewOf().seals !== null,
  );
  const noticedAt = world.now;
  world.run(LASTS_MS);
  const first = world.history
    .filter(({ outcome, endedAt }) => outcome === "ok" && endedAt > noticedAt)
    .reduce((first, { endedAt }) => Math.min(first, endedAt), Infinity);
  return { noticed: noticedAt - FAILS_MS, outage: first - noticedAt };
}
