/** Everything at once: crashes, broken links, members who come and go, clients who ask again. @module */

import { inSession } from "hb/consensus/raft/client.ts";
import { OPEN } from "hb/replicated/client_sessions.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import type { Answer, Message, Request } from "hb/consensus/raft/messages.ts";
import { NotDoneYet } from "hb/grade/todo.ts";
import type { Fault } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { TraceLevel } from "hb/sim/recorder.ts";
import { World } from "hb/sim/world.ts";
import { type Change, latest, membersOf } from "../given.ts";
import type { Subject } from "../subject.ts";
import { composed, type RaftProtocol } from "./compose.ts";
import { tailOf } from "./tail.ts";
import { careful, type RaftWorld } from "./worlds.ts";

const NODES = 5, CLIENTS = 3, COMMANDS = 12, TROUBLE_MS = 4000, PATIENCE_MS = 10_000;

/** What went wrong in one run, and what was said before; undefined when nothing did. */
export function trouble(subject: Subject, seed: number): string | undefined {
  if (runOf(subject, seed, "none").wrong === undefined) return undefined;
  // The same run again, since to write everything down takes time that a good run need not take.
  const { wrong, world } = runOf(subject, seed, "full");
  return [`${wrong}.`, ...tailOf(world.trace)].join("\n");
}

function runOf(
  subject: Subject,
  seed: number,
  trace: TraceLevel,
): { readonly wrong: string | undefined; readonly world: RaftWorld } {
  const random = new Random(seed, "trouble");
  const world: RaftWorld = new World({
    protocol: protocolOf(subject, random),
    nodes: NODES,
    seed,
    trace,
    strict: false,
    network: { latency: uniform(1, 25), loss: 0.04, duplication: 0.04 },
    disk: { fsync: uniform(0, 4) },
    faults: Array.from({ length: 12 + random.below(20) }, () => aFault(random)),
    clients: {
      workload: [...Array.from({ length: CLIENTS }, (_, client) => work(client)), changes(random)],
      ask: (input, which): Message =>
        which.client < CLIENTS ? asSession(input, which) : input as Request,
      to: ({ client, attempt }) => (client + attempt) % NODES,
      timeoutMs: 200,
      retries: 12,
      think: uniform(10, 250),
      outcome: (result) => (result as Answer).ok ? "ok" : "fail",
    },
    invariants: invariants(),
  });
  const asSession = inSession(CLIENTS + 1, () => world.history);
  world.run(TROUBLE_MS);
  world.requireProgress(PATIENCE_MS, "when the trouble is over, all go on", () => isWell(world));
  const { violation } = world;
  if (violation?.error instanceof NotDoneYet) throw violation.error;
  const wrong = violation === undefined
    ? lostOrTwice(world)
    : `${violation.invariant}: ${violation.words}`;
  return { wrong, world };
}

function protocolOf(subject: Subject, random: Random): RaftProtocol {
  return composed({ ...subject, members: neverAlone(subject.members) }, "all", {
    ...careful,
    members: [0, 1, 2],
    whenNotLeading: "forward",
    snapshotEvery: 6 + random.below(10),
    keepEntries: random.below(3),
    maxEntryBytesPerMessage: 100,
  });
}

/**
 * A server that votes alone applies what it appends before it is durable. Nobody is told before it is, but
 * an observer sees it, and sees it forgotten in a crash.
 */
function neverAlone({ change, followingOn }: Subject["members"]): Subject["members"] {
  return {
    followingOn,
    change(...asked) {
      const changed = change(...asked);
      if (!changed.ok || changed.configuration.voters.length > 1) return changed;
      return { ok: false, words: "one voter would be alone" };
    },
  };
}

function isWell(world: RaftWorld): boolean {
  const leader = world.states.find((s) => s?.role === "leader");
  if (world.clientsBusy || leader === undefined) return false;
  return membersOf(latest(leader.configurations).configuration).every((member) =>
    world.states[member]?.lastApplied === leader.lastApplied
  );
}

/** Whoever was told that a command is done finds it in the log of the machine, once. */
function lostOrTwice({ states, history }: RaftWorld): string | undefined {
  const leader = states.find((s) => s?.role === "leader")!;
  const executed = leader.machine as string[];
  const again = executed.find((each, i) => executed.indexOf(each) !== i);
  if (again !== undefined) return `command ${again} was executed twice`;
  const lost = history.find(({ input, outcome }) =>
    outcome === "ok" && typeof input === "string" && input !== OPEN && !executed.includes(input)
  );
  return lost && `command ${lost.input} was acknowledged, and is lost`;
}

function work(client: number) {
  const commands = Array.from({ length: COMMANDS }, (_, n) => ({ input: `${client}.${n}` }));
  return [{ at: 700, input: OPEN }, ...commands];
}

/** What somebody asks who changes the members, without asking whether that is wise. */
function changes(random: Random) {
  return Array.from({ length: 8 }, (_, i) => {
    const transition = (["auto", "auto", "implicit"] as const)[random.below(3)]!;
    const some = Array.from({ length: 1 + random.below(4) }, (): Change => ({
      type: (["addVoter", "addVoter", "addLearner", "remove"] as const)[random.below(4)]!,
      // Server 0 always stays, so that somebody votes.
      node: 1 + random.below(NODES - 1),
    }));
    return { at: 900 + 350 * i, input: { type: "change", transition, changes: some } };
  });
}

function aFault(random: Random): Fault {
  const at = 600 + random.below(TROUBLE_MS - 600), node = random.below(NODES);
  const forMs = random.chance(0.4) ? 1 + random.below(60) : 30 + random.below(600);
  if (random.chance(0.5)) {
    const unsynced = (["lost", "torn", "kept"] as const)[random.below(3)]!;
    return { kind: "crash", at, node, downMs: forMs, unsynced };
  }
  const all = Array.from({ length: NODES }, (_, each) => each);
  const left = all.filter(() => random.chance(0.4));
  const right = all.filter((each) => !left.includes(each));
  return { kind: "partition", at, forMs, sides: [left, right], oneWay: random.chance(0.3) };
}
