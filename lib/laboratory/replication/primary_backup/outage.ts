/**
 * For how long nothing is answered when a server fails, in message delays, from the moment on at which the view service
 * takes it for failed: the time until then depends on its patience only.
 *
 * Van Renesse and Schneider 2004, section 4, count so for primary–backup and for chains: with a failed primary the master
 * asks all backups how far they are, and tells all who is primary; the new primary sends the others what they lack, and
 * clients are told. That is 5 message delays. Ours asks backups only where not all of them have what was answered, and
 * its clients find the primary by themselves.
 *
 * @module
 */

import { primaryBackup } from "../../../replication/primary_backup/primary_backup.ts";
import type { Settings } from "../../../replication/primary_backup/settings.ts";
import type { ViewNode } from "../../../replication/primary_backup/state.ts";
import { bare } from "../../../replicated/requests.ts";
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
/** For so long, in ms. */
const LASTS_MS = 300;

/** Measures one. */
export function outage({ fails, backups, acknowledgements = Infinity }: OutageRun): Outage {
  const failed = fails === "primary" ? 1 : 1 + backups, asked = fails === "primary" ? 2 : 1;
  const asks = Array.from({ length: LASTS_MS / ASKED_MS }, (_, i) => FAILS_MS + i * ASKED_MS);
  const world = new World({
    protocol: primaryBackup({ machine: registersMachine, backups, acknowledgements }),
    nodes: 2 + backups,
    seed: 1,
    trace: "none",
    network: { latency: constant(1) },
    faults: [{ kind: "crash", at: FAILS_MS, node: failed }],
    clients: {
      workload: asks.map((at) => [{ at, input: { type: "read", key: "x" } }]),
      ask: bare,
      to: () => asked,
      link: "local",
    },
  });
  world.run(FAILS_MS - 1);
  const viewOf = () => (world.states[0] as ViewNode).views;
  const { view } = viewOf();
  world.run(LASTS_MS, () => viewOf().view.number > view.number || viewOf().seals !== null);
  const noticedAt = world.now;
  world.run(LASTS_MS);
  const first = world.history
    .filter(({ outcome, endedAt }) => outcome === "ok" && endedAt > noticedAt)
    .reduce((first, { endedAt }) => Math.min(first, endedAt), Infinity);
  return { noticed: noticedAt - FAILS_MS, outage: first - noticedAt };
}
