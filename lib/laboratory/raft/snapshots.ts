/** Stage 3D: logs are cut short by snapshots, and followers that are far behind get the snapshot. @module */

import type { AnyLaboratory, LabScenario } from "./scenario.ts";

const stage = "3D snapshots";
const ITERATIONS = 30;
const SNAPSHOT_EVERY = 10;
/** A log may grow while a snapshot is on its way, but not for ever. */
const MOST_ENTRIES = 10 * SNAPSHOT_EVERY;

/** What befalls a server in each round. */
interface Mishap {
  readonly name: string;
  readonly words: string;
  readonly courseS: number;
  readonly unreliable?: boolean;
  readonly befall?: "cut" | "crash";
}

/** The scenarios of stage 3D. */
export const snapshotScenarios: readonly LabScenario[] = [
  rounds({
    name: "SnapshotBasic",
    words: "servers take snapshots and forget the log before them",
    courseS: 8.4,
  }),
  rounds({
    name: "SnapshotInstall",
    words: "a server that was cut off gets a snapshot instead of what the others have forgotten",
    courseS: 59.6,
    befall: "cut",
  }),
  rounds({
    name: "SnapshotInstallUnreliable",
    words: "the same on a network that loses",
    courseS: 82.1,
    befall: "cut",
    unreliable: true,
  }),
  rounds({
    name: "SnapshotInstallCrash",
    words: "a server that had crashed gets a snapshot",
    courseS: 53.6,
    befall: "crash",
  }),
  rounds({
    name: "SnapshotInstallUnCrash",
    words: "the same on a network that loses",
    courseS: 66.2,
    befall: "crash",
    unreliable: true,
  }),
  {
    name: "SnapshotAllCrash",
    stage,
    words: "all crash at once, and come back with their snapshots",
    servers: 3,
    courseS: 20.4,
    snapshotEvery: SNAPSHOT_EVERY,
    run(lab) {
      lab.agree(3, { retry: true });
      for (let i = 0; i < ITERATIONS; i++) {
        for (let more = someCommands(lab); more > 0; more--) lab.agree(3, { retry: true });
        const before = lab.agree(3, { retry: true });
        crashAll(lab);
        const after = lab.agree(3, { retry: true });
        const [place, next] = [before, after].map((command) => lab.agreement.place(command));
        lab.expect(next! > place!, "commands were forgotten when all had crashed");
      }
    },
  },
  {
    name: "SnapshotInit",
    stage,
    words: "a server that starts from a snapshot knows where its log begins, twice over",
    servers: 3,
    courseS: 7.4,
    snapshotEvery: SNAPSHOT_EVERY,
    run(lab) {
      for (let i = 0; i < 2 + SNAPSHOT_EVERY; i++) lab.agree(3, { retry: true });
      for (let i = 0; i < 2; i++) {
        crashAll(lab);
        lab.agree(3, { retry: true });
      }
    },
  },
];

function rounds({ name, words, courseS, unreliable = false, befall }: Mishap): LabScenario {
  return {
    name,
    stage,
    words,
    servers: 3,
    courseS,
    unreliable,
    snapshotEvery: SNAPSHOT_EVERY,
    run(lab) {
      lab.agree(3, { retry: true });
      for (let i = 0; i < ITERATIONS; i++) round(lab, i, befall);
    },
  };
}

/** One server misses more than a log's worth of commands; every third time it is the leader. */
function round(lab: AnyLaboratory, i: number, befall: Mishap["befall"]): void {
  const leader = lab.leader(), other = (leader + 1) % 3;
  const [victim, sender] = i % 3 === 1 ? [leader, other] : [other, leader];
  if (befall === "cut") lab.cut(victim);
  if (befall === "crash") lab.crash(victim);
  if (befall !== undefined) lab.agree(2, { retry: true });
  for (let more = someCommands(lab); more > 0; more--) lab.propose(sender);
  lab.agree(befall === undefined ? 3 : 2, { retry: true });
  for (const server of lab.all()) {
    const entries = lab.view(server)?.entries ?? 0;
    lab.expect(
      entries <= MOST_ENTRIES,
      `the log of server ${server} has grown to ${entries} entries`,
    );
  }
  if (befall === undefined) return;
  if (befall === "cut") lab.join(victim);
  if (befall === "crash") lab.restart(victim);
  lab.agree(3, { retry: true });
}

function someCommands(lab: AnyLaboratory): number {
  return SNAPSHOT_EVERY / 2 + lab.random.below(SNAPSHOT_EVERY);
}

function crashAll(lab: AnyLaboratory): void {
  for (const server of lab.all()) lab.crash(server);
  for (const server of lab.all()) lab.restart(server);
}
