/**
 * How long it takes until what a lost node had is there again, when the same data is one range, and
 * when it is many: a snapshot leaves by the links of one node and comes in by those of one other.
 *
 * @module
 */

import { latest } from "../../consensus/raft/configuration.ts";
import {
  type DrivenWorld,
  keyOf,
  leadersOf,
  nodesUpTo,
  worldOf,
} from "../../multiraft/driver/kit/stage.ts";
import { advance } from "../advance.ts";

/** What is run. */
export interface BigRun {
  /** Into how many ranges the data is divided. */
  readonly groups: number;
  /** How many nodes; default 6. */
  readonly nodes?: number;
  /** How much data there is, in kB; default 2,400. */
  readonly kilobytes?: number;
  /** How many bytes leave on each link in a ms; default 100. */
  readonly bandwidth?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** How it went. */
export interface Rebuilt {
  /** How many ranges there were. */
  readonly groups: number;
  /** How many replicas were lost. */
  readonly lost: number;
  /** How much data they had, in kB. */
  readonly lostKilobytes: number;
  /**
   * How long it took until all ranges had three replicas again, in ms, of which the driver waits
   * five seconds before it does anything; NaN: it was not done within five minutes.
   */
  readonly tookMs: number;
}

/** How many bytes a value has. */
const VALUE_BYTES = 2000;

/** When a node is lost, in ms: clients have written all by then. */
const LOST_MS = 30_000;

/** When it is given up, in ms since. */
const LAST_MS = 300_000;

/** Loses one node that has data. Costs about 1 s of CPU. */
export function bigRange(run: BigRun): Rebuilt {
  const { groups, nodes = 6, kilobytes = 2400, bandwidth = 100, seed = 1 } = run;
  const keys = Math.round(1000 * kilobytes / VALUE_BYTES), clients = 8;
  const world = worldOf({
    options: {
      ranges: Array.from({ length: groups }, (_, i) => ({
        group: i + 1,
        start: i === 0 ? "" : keyOf(Math.round(i * keys / groups)),
        end: i === groups - 1 ? null : keyOf(Math.round((i + 1) * keys / groups)),
        members: [1, 2, 3].map((j) => (nodes - j + (nodes - 1) * i) % nodes),
      })),
      snapshotEvery: 10,
      retryMs: 1000,
      driver: { members: nodesUpTo(3), restsOtherwise: true },
    },
    nodes,
    seed,
    workload: Array.from(
      { length: clients },
      (_, c) =>
        Array.from({ length: keys / clients }, (_, i) => ({
          at: 2000,
          input: {
            type: "put",
            key: keyOf(c + i * clients),
            value: "x".repeat(VALUE_BYTES),
          },
        })),
    ),
    network: { bandwidth },
  });
  advance(world, LOST_MS);
  const gone = nodes - 1;
  const lost = membersOf(world).filter((voters) => voters.includes(gone)).length;
  world.inject({ kind: "crash", at: 0, node: gone });
  let tookMs = NaN;
  while (Number.isNaN(tookMs) && world.now - LOST_MS < LAST_MS) {
    advance(world, 20);
    const all = membersOf(world);
    const isWhole = all.every((members) => members.length === 3 && !members.includes(gone));
    if (all.length === groups && isWhole) tookMs = world.now - LOST_MS;
  }
  return { groups, lost, lostKilobytes: lost * kilobytes / groups, tookMs };
}

/** The members of each range, by who leads it. */
function membersOf(world: DrivenWorld): (readonly number[])[] {
  return leadersOf(world.states).map(({ group }) => {
    const { configuration: { voters, outgoing, learners } } = latest(group.configurations);
    return [...voters, ...outgoing, ...learners];
  });
}
