/** Small clusters in which anything may happen next: messages late, twice or never, timers at any time, crashes. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { equal } from "hb/model/compare.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { Random } from "hb/sim/random.ts";
import type { WholeRaft } from "../given.ts";
import { type ByHand, byHand } from "./by_hand.ts";

/** What may happen, besides messages and timers. */
export interface Chances {
  readonly nodes: readonly number[];
  /** How many runs, and how many steps each has. */
  readonly runs: number;
  readonly steps: number;
  /** Whether clients ask for commands, and servers crash; after how many commands snapshots are taken. */
  readonly commands?: boolean;
  readonly crashes?: boolean;
  readonly snapshots?: readonly number[];
}

/** One thing that happens; of messages on a link the first is number 0. */
type Act =
  | readonly ["arrives" | "comes twice" | "is lost", NodeId, NodeId, number]
  | readonly ["timer" | "crashes" | "restarts", NodeId]
  | readonly ["asks", NodeId, string];

/** A journal started again. */
interface Kept {
  readonly start: () => unknown;
  readonly before: unknown;
  readonly seed: number;
}

/** How often a schedule is run again at most to make it shorter. */
const SHRINK_RUNS = 250;

/** Lets chance decide what happens; from time to time all calms down, and then everything must go on. */
export function chances(raft: WholeRaft, given: Chances, grading: Grading): void {
  const { nodes, runs, snapshots } = given;
  const kept: Kept[] = [];
  for (const seed of grading.seeds(runs)) {
    const size = nodes[seed % nodes.length]!;
    const snapshotEvery = snapshots?.[seed % snapshots.length];
    const run = (acts: Iterable<Act> | undefined, tell: (act: Act) => void = () => {}) => {
      const cluster = byHand(raft, {
        nodes: size,
        seed,
        ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
        words: `In a cluster of ${size} anything may happen next, and in this order of events ` +
          "that does not hold",
      });
      if (acts === undefined) drawn(cluster, given, new Random(seed, "chances"), tell);
      else for (const act of acts) take(cluster, act);
      settles(cluster, given);
      return cluster;
    };
    const acts: Act[] = [];
    let cluster: ByHand;
    try {
      cluster = run(undefined, (act) => void acts.push(act));
    } catch (thrown) {
      if (isLacking(thrown) || !(thrown instanceof Wrong)) throw thrown;
      throw shorter(acts, thrown, run);
    }
    kept.push(...started(cluster, seed));
  }
  // What a server is after a crash, it is by its journal, whatever has happened beside it.
  for (const { start, before, seed } of kept) {
    grading.expect(
      equal(start(), before),
      `what a server is when it restarts, its journal says and nothing else – but a journal of run ${seed} gives ` +
        "another server when other clusters have run meanwhile: keep nothing outside of the state and the journal",
    );
  }
}

/** The servers that the journals of a run give. */
function started(cluster: ByHand, seed: number): Kept[] {
  return [0, 1].map((node) => {
    const journal = cluster.journal(node), start = () => cluster.started(node, false, journal);
    return { start, before: start(), seed };
  });
}

/** Draws what happens next, again and again. */
function drawn(
  cluster: ByHand,
  { steps, commands, crashes }: Chances,
  random: Random,
  tell: (act: Act) => void,
): void {
  const { peers, nodes } = cluster;
  let asked = 0;
  // Who may hear whom, for a while.
  let open = new Set<NodeId>(peers);
  const happens = (act: Act) => {
    tell(act);
    take(cluster, act);
  };
  for (let n = 0; n < steps; n++) {
    if (n % 40 === 0) {
      open = new Set(peers.filter(() => random.chance(0.75)));
      if (random.chance(0.3)) open = new Set(peers);
    }
    const { mail } = cluster;
    const on = mail.filter(({ from, to }) =>
      (from >= nodes || open.has(from)) && open.has(to) && cluster.isUp(to)
    );
    const dice = random.unit();
    if (on.length > 0 && dice < 0.8) {
      // Mostly in order, sometimes the last first.
      const which = random.chance(0.7) ? 0 : random.below(on.length);
      const { from, to } = on[which]!;
      const link = mail.filter((each) => each.from === from && each.to === to);
      const i = link.indexOf(on[which]!);
      const fate = random.unit();
      happens([fate < 0.82 ? "arrives" : fate < 0.94 ? "comes twice" : "is lost", from, to, i]);
    } else if (dice < 0.93) {
      const leader = cluster.leader();
      const node = leader !== undefined && random.chance(0.6) ? leader : random.below(nodes);
      if (cluster.isUp(node)) happens(["timer", node]);
    } else if (commands && dice < 0.985) {
      const leads = peers.filter((node) => cluster.isUp(node) && cluster.view(node).leads);
      const node = leads.length > 0 ? leads[random.below(leads.length)]! : random.below(nodes);
      if (cluster.isUp(node)) happens(["asks", node, `c${++asked}`]);
    } else if (crashes) {
      const node = random.below(nodes);
      happens([cluster.isUp(node) ? "crashes" : "restarts", node]);
      if (!cluster.isUp(node) && random.chance(0.8)) happens(["restarts", node]);
    }
    // What is very late is lost.
    if (cluster.mail.length > 40) cluster.mail.splice(random.below(20), 1);
  }
}

function take(cluster: ByHand, act: Act): void {
  switch (act[0]) {
    case "arrives":
    case "comes twice":
    case "is lost": {
      const [what, from, to, i] = act, { mail } = cluster;
      const envelope = mail.filter((each) => each.from === from && each.to === to)[i];
      if (envelope === undefined) return;
      if (what !== "comes twice") mail.splice(mail.indexOf(envelope), 1);
      if (what !== "is lost") cluster.arrive(envelope);
      return;
    }
    case "timer":
      return cluster.goOff(act[1]);
    case "crashes":
      return cluster.crash(act[1]);
    case "restarts":
      return cluster.isUp(act[1]) ? undefined : cluster.start(act[1]);
    case "asks":
      if (cluster.isUp(act[1])) cluster.ask(act[1], act[2]);
  }
}

/** All is well again: late messages come at last, somebody leads, and everybody applies what it is asked for. */
function settles(cluster: ByHand, { commands }: Chances): void {
  const { peers } = cluster;
  for (const node of peers) if (!cluster.isUp(node)) cluster.start(node);
  cluster.heal();
  const rule = "in a cluster that is whole, a server leads within five seconds";
  if (!cluster.pass(5000, () => cluster.leader() !== undefined)) cluster.fail(rule, "nobody leads");
  if (!commands) return;
  let asked: ReturnType<ByHand["ask"]> | undefined;
  for (let n = 0; n < 6; n++) {
    const leader = cluster.leader();
    if (leader === undefined) {
      cluster.pass(1500);
      continue;
    }
    const { term } = cluster.view(leader);
    asked = cluster.ask(leader, `last ${n}`);
    const { command } = asked;
    const isDone = () => cluster.applied(command) && cluster.applied(command, [leader]);
    if (!cluster.pass(1500, isDone)) continue;
    const { leads, term: now } = cluster.view(leader);
    if (leads && now === term && asked.answer?.ok !== true) {
      cluster.fail(
        "a leader answers the client whose command it applies",
        `server ${leader} has applied '${command}', and says nothing to who asked for it`,
      );
    }
    return;
  }
  cluster.fail(
    "in a cluster that is whole, all apply within some seconds what the leader is asked for",
    asked === undefined ? "nobody leads" : `'${asked.command}' is not applied by all`,
  );
}

/** The same breach of the same rule in fewer steps. */
function shorter(acts: readonly Act[], found: Wrong, run: (acts: Iterable<Act>) => unknown): Wrong {
  let best = acts, wrong = found, runs = 0;
  const tries = (some: readonly Act[]) => {
    runs++;
    try {
      run(some);
    } catch (thrown) {
      if (!(thrown instanceof Wrong) || thrown.rule !== found.rule) return false;
      [best, wrong] = [some, thrown];
      return true;
    }
    return false;
  };
  for (let size = best.length >> 1; size >= 1 && runs < SHRINK_RUNS; size = size >> 1) {
    for (let at = 0; at < best.length && runs < SHRINK_RUNS;) {
      if (!tries([...best.slice(0, at), ...best.slice(at + size)])) at += size;
    }
  }
  return wrong;
}
