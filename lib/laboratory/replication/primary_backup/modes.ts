/**
 * What synchronous, semi-synchronous and asynchronous copies promise, by runs: a primary with two backups, of which all,
 * one or none has an operation before it is answered.
 *
 * @module
 */

import { primaryBackup } from "../../../replication/primary_backup/primary_backup.ts";
import type { Settings } from "../../../replication/primary_backup/settings.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { type Answer, bare } from "../../../replicated/requests.ts";
import type { Fault } from "../../../sim/fault.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { registersMachine } from "../services/primary_backup.ts";

/** What becomes of a write that was answered, or was not. */
export type Fate = "kept" | "lost" | "waits";

/** What a mode costs and promises. */
export interface Mode {
  /** How long a write takes for somebody who sits at the primary, in message delays. */
  readonly delays: number;
  /** Whether a write is answered while one of the two backups cannot be reached by the primary alone. */
  readonly answersWithoutOne: boolean;
  /** What was answered, when the primary fails before it has been heard by a second server, unless that was waited for. */
  readonly primaryFails: Fate;
  /** The same when that one of the backups fails, too, which has it. */
  readonly twoFail: Fate;
}

/** How long a message takes, in ms; when somebody writes; when somebody reads what is left. */
const LATENCY_MS = 10, WRITES_MS = 500, READS_MS = 2000;
const write: Ask = { type: "write", key: "x", value: 1 };
const read: Ask = { type: "read", key: "x" };
/** The primary, and its backups; the view service is node 0. */
const PRIMARY = 1, NEAR = 2, FAR = 3;

/** What a write and a read that comes later are answered; nothing comes to server 3 from the primary when `cut`. */
function played(acknowledgements: Settings["acknowledgements"], faults: readonly Fault[]) {
  const world = new World({
    protocol: primaryBackup({ machine: registersMachine, backups: 2, acknowledgements }),
    nodes: 4,
    seed: 1,
    trace: "none",
    network: { latency: constant(LATENCY_MS) },
    faults,
    clients: {
      workload: [[{ input: write, at: WRITES_MS }], [{ input: read, at: READS_MS }]],
      ask: bare,
      to: ({ client }) => client === 0 ? PRIMARY : FAR,
      link: "local",
    },
  });
  world.run(READS_MS + 1000);
  const [wrote, found] = [0, 1].map((id) => world.history.find(({ process }) => process === id)!);
  return { wrote: wrote!, found: found! };
}

const cut = (forMs: number, to: number[]): Fault => ({
  kind: "partition",
  at: WRITES_MS - 1,
  forMs,
  sides: [[PRIMARY], to],
});
const crash = (node: number): Fault => ({ kind: "crash", at: WRITES_MS + 50, node });

function fateOf({ wrote, found }: ReturnType<typeof played>): Fate {
  if (found.outcome !== "ok" || wrote.outcome !== "ok") return "waits";
  return (found.output as Answer & { ok: true }).result === 1 ? "kept" : "lost";
}

/** A mode, by how many backups have an operation before it is answered. */
export function modeOf(acknowledgements: Settings["acknowledgements"]): Mode {
  const { wrote } = played(acknowledgements, []);
  const apart = played(acknowledgements, [cut(READS_MS, [FAR])]).wrote;
  // Who waits for a backup has it there; the others' copies are lost with the message.
  const unheard = acknowledgements === 0 ? [NEAR, FAR] : acknowledgements === 1 ? [FAR] : [];
  const loses = unheard.length === 0 ? [] : [cut(45, unheard)];
  return {
    delays: (wrote.endedAt - wrote.invokedAt) / LATENCY_MS,
    answersWithoutOne: apart.outcome === "ok" && apart.endedAt < READS_MS,
    primaryFails: fateOf(played(acknowledgements, [...loses, crash(PRIMARY)])),
    twoFail: fateOf(played(acknowledgements, [...loses, crash(PRIMARY), crash(NEAR)])),
  };
}
