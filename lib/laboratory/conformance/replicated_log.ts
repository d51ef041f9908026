/** What replicated logs promise to clients in sessions, and to whoever looks at what servers have applied. @module */

import type { History } from "../../model/history.ts";
import type { Schedule } from "../../sim/fault.ts";
import {
  firstBreach,
  once,
  run,
  type Service,
  TROUBLE_FROM_MS,
  TROUBLE_MS,
  troubleFor,
  violationOf,
  WELL_MS,
} from "./service.ts";
import type { Suite } from "./guarantee.ts";
import { outOfTime, prefixes, type Sequenced } from "./sequences.ts";

/** A log of texts, each of which a client asks for once. */
export interface LogService extends Service<string, unknown>, Sequenced {
  /** Whether a server has put a snapshot in the place of the beginning of its log. */
  hasSnapshot(state: unknown): boolean;
  /** The same log with a snapshot after so many entries. */
  withSnapshots(every: number): LogService;
}

/** On how many seeds each guarantee is tried. */
const SEEDS = 20;

/** How long it may take until all is done when all is well, in ms. */
const PATIENCE_MS = 5000;

/** The suite of replicated logs. */
export const replicatedLog: Suite<LogService> = {
  family: "replicated log",
  guarantees: [
    {
      name: "applied sequences are prefixes of each other",
      breach: (service) => inStorms(service, ({ parted }) => parted),
    },
    {
      name: "acknowledged commands are applied exactly once, others at most once",
      breach: (service) => inStorms(service, exactlyOnce),
    },
    {
      name: "one client's commands keep their order",
      breach: (service) => inStorms(service, inOrder),
    },
    {
      name: "acknowledged commands survive a crash of all servers",
      breach: (service) =>
        firstBreach(SEEDS, (seed) => {
          const end = endOf(service, seed, everybody(service, 1000 + 10 * seed));
          return end.wrong ?? missing(end);
        }),
    },
    {
      name: "a snapshot changes nothing of what is applied",
      breach: (service) => {
        const compacting = service.withSnapshots(2);
        let snapshots = 0;
        const words = firstBreach(SEEDS, (seed) => {
          const end = endOf(compacting, seed, leftBehind(service, seed));
          snapshots += end.snapshots;
          return end.parted ?? exactlyOnce(end) ?? inOrder(end);
        });
        return words ?? (snapshots > SEEDS ? undefined : "there were no snapshots");
      },
    },
    {
      name: "progress while a majority is up",
      breach: (service) =>
        firstBreach(SEEDS, (seed) => {
          const most = Math.ceil(service.nodes / 2) - 1;
          const down = Array.from({ length: most }, (_, i) => (seed + i) % service.nodes);
          const faults = down.map((node) => ({ kind: "crash", at: 500, node } as const));
          const { world, history } = run(service, {
            workload: workload(),
            seed,
            faults,
            forMs: WELL_MS + PATIENCE_MS,
          });
          // Who stays with a node that is down is not answered.
          const waiting = service.clients === "wander"
            ? history
            : history.filter(({ process }) => !down.includes(process % CLIENTS.length));
          return violationOf(world) ?? unanswered(waiting);
        }),
    },
    {
      name: "nothing is acknowledged without a majority",
      breach: (service) =>
        firstBreach(SEEDS, (seed) => {
          const few = Math.floor(service.nodes / 2);
          const down = Array.from({ length: service.nodes - few }, (_, i) =>
            (seed + i) % service.nodes);
          const faults = down.map((node) => ({ kind: "crash", at: 500, node } as const));
          const { world, history } = run(service, {
            workload: workload(),
            seed,
            faults,
            forMs: WELL_MS + 3000,
          });
          const answered = history.find(({ outcome, invokedAt }) =>
            outcome === "ok" && invokedAt > 600
          );
          if (answered === undefined) {
            return violationOf(world);
          }
          return `${answered.input} was acknowledged though ${down.length} servers are down`;
        }),
    },
    {
      name: "progress after healing",
      breach: (service) => inStorms(service, ({ wrong, history }) => wrong ?? unanswered(history)),
    },
    {
      name: "what was acknowledged before another command was asked comes before it",
      breach: (service) =>
        inStorms(service, ({ history, applied }) => outOfTime(service, history, applied)),
    },
  ],
};

/** A run that is over. */
interface End {
  /** What a handler threw. */
  readonly wrong: string | undefined;
  readonly history: History<string, unknown>;
  /** The longest sequence that a server has applied. */
  readonly applied: readonly string[];
  /** The first time that two servers had applied what does not agree. */
  readonly parted: string | undefined;
  /** How many servers have a snapshot. */
  readonly snapshots: number;
}

const storm = once((service: LogService, seed) => endOf(service, seed, troubleFor(service, seed)));

function inStorms(
  service: LogService,
  judge: (end: End) => string | undefined,
): string | undefined {
  return firstBreach(SEEDS, (seed) => judge(storm(service, seed)));
}

function endOf(service: LogService, seed: number, faults: Schedule): End {
  const observer = prefixes(service);
  const { world, history } = run(service, {
    workload: workload(),
    seed,
    faults,
    invariants: [observer.invariant],
    healMs: TROUBLE_MS,
    forMs: WELL_MS + PATIENCE_MS,
  });
  const sequences = world.states.map((state) => service.applied(state));
  return {
    wrong: violationOf(world),
    history,
    applied: sequences.reduce((a, b) => b.length > a.length ? b : a),
    parted: observer.parted(),
    snapshots: world.states.filter((state) => service.hasSnapshot(state)).length,
  };
}

/** Those who ask. */
const CLIENTS = ["a", "b", "c"];

/** Three clients, who ask for commands all the time, and once more when all is well. */
function workload() {
  return CLIENTS.map((client) => [
    ...Array.from(
      { length: 10 },
      (_, n) => ({ input: `${client}${n}`, at: TROUBLE_FROM_MS + 150 * n }),
    ),
    ...[10, 11].map((n) => ({ input: `${client}${n}`, at: WELL_MS })),
  ]);
}

function everybody({ nodes }: LogService, at: number): Schedule {
  return Array.from({ length: nodes }, (_, node) => ({ kind: "crash", at, node, downMs: 200 }));
}

/** Each server in turn is down for so long that it needs a snapshot when it is back, and may lead then. */
function leftBehind({ nodes }: LogService, seed: number): Schedule {
  return Array.from({ length: 6 }, (_, i) => ({
    kind: "crash",
    at: TROUBLE_FROM_MS + 250 * i,
    node: (seed + i) % nodes,
    downMs: 200,
  }));
}

function exactlyOnce(end: End): string | undefined {
  const twice = end.applied.find((command, i) => end.applied.indexOf(command) < i);
  if (twice !== undefined) return `${twice} was applied twice`;
  // Where a run has stopped before its end, a server that is down may have what the others lack.
  return end.wrong === undefined ? missing(end) : undefined;
}

function missing({ history, applied }: End): string | undefined {
  const lost = history.find(({ input, outcome }) => outcome === "ok" && !applied.includes(input));
  return lost === undefined ? undefined : `${lost.input} was acknowledged, and is not there`;
}

function inOrder({ applied }: End): string | undefined {
  for (const client of CLIENTS) {
    const numbers = applied.filter((command) => command.startsWith(client)).map((command) =>
      Number(command.slice(1))
    );
    const at = numbers.findIndex((number, i) => i > 0 && number < numbers[i - 1]!);
    if (at >= 0) return `${client}${numbers[at]} was applied after ${client}${numbers[at - 1]}`;
  }
  return undefined;
}

function unanswered(history: History<string, unknown>): string | undefined {
  const last = history.filter(({ invokedAt }) => invokedAt >= WELL_MS);
  if (last.length === 0) return "nobody could ask any more";
  const open = last.find(({ outcome }) => outcome !== "ok");
  return open === undefined ? undefined : `${open.input} was not acknowledged: ${open.outcome}`;
}
