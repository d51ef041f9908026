/**
 * Commands that come to several sites at once, whether or not earlier ones are done, and what becomes of each: with
 * EPaxos, where each site puts its own commands, and with Multi-Paxos, where one site leads. Nothing fails.
 *
 * @module
 */

import { epaxos } from "../../consensus/epaxos/epaxos.ts";
import { idLabel } from "../../consensus/epaxos/instance.ts";
import { labels as epaxosLabels } from "../../consensus/epaxos/labels.ts";
import type { Message } from "../../consensus/epaxos/messages.ts";
import type { Options as EPaxosOptions } from "../../consensus/epaxos/settings.ts";
import { labels as multiPaxosLabels } from "../../consensus/multipaxos/labels.ts";
import { multiPaxos } from "../../consensus/multipaxos/multipaxos.ts";
import type { Options as PaxosOptions } from "../../consensus/multipaxos/settings.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import type { Labels } from "../../model/labels.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { PAPER } from "../../reads/wide_area.ts";
import { type Answer, bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { constant, draw, exponential } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";

/** Round trips in ms, `rtt[i][j]` between sites i and j. */
export type RoundTrips = readonly (readonly number[])[];

/** The round trips between five sites of Hu et al. 2025 (arXiv 2509.07158), as in `reads/wide_area.ts`. */
export const FIVE_SITES: RoundTrips = PAPER.rtt;

/** What is asked, and where. */
export interface Load {
  /** How far the sites are from each other; default `FIVE_SITES`. */
  readonly rtt?: RoundTrips;
  /** Who decides: all together by EPaxos, or the site with this number, which leads a Multi-Paxos. */
  readonly by: "epaxos" | NodeId;
  /** The share of commands that write the one key that is hot, 0 to 1; each of the others writes a key of its own. */
  readonly conflict: number;
  /** How many commands come to each site in a second, on average; default 5. */
  readonly perSecond?: number;
  /** For how long they come, in ms; default 10,000. */
  readonly forMs?: number;
  /** A whole number from 0 on; default 1. */
  readonly seed?: number;
  /** Settings of EPaxos; none are needed. */
  readonly options?: Partial<EPaxosOptions>;
}

/** What became of a command. */
export interface Done {
  /** Where it was asked. */
  readonly site: NodeId;
  /** Whether it wrote the key that is hot. */
  readonly hot: boolean;
  /** How long it took until its coordinator, or the leader, knew it to be decided, in ms; with a leader, its way back is in it. */
  readonly commitMs: number;
  /** How long it took until its client had the answer, which comes when it is executed, in ms. */
  readonly executeMs: number;
  /** Whether it took a round of votes; with a leader, every command does. */
  readonly slow: boolean;
  /** Its instance; with a leader, "". */
  readonly instance: string;
}

/** A run that is over. */
export interface Loaded {
  /** The commands, in the order in which they were asked. */
  readonly done: readonly Done[];
  /** For each server how many messages it has sent to others or got from them; heartbeats and the like are left out. */
  readonly handled: readonly number[];
  /** The servers as they are in the end. */
  readonly states: readonly unknown[];
}

type AnyProtocol = Protocol<unknown, Tagged, Tagged, unknown>;

/** When there is a leader, in ms. */
const FROM_MS = 20_000;
/** When all has ended that was asked, at the latest, in ms after the last was. */
const REST_MS = 20_000;

/** Runs it. */
export function underLoad(load: Load): Loaded {
  assertLoad(load);
  const { rtt = FIVE_SITES, by } = load, n = rtt.length;
  const asks = asksOf(load), begun = new Map<string, string>();
  const committed = new Map<string, number>(), slow = new Set<string>();
  const handled = rtt.map(() => 0);
  const labels = (by === "epaxos" ? epaxosLabels : multiPaxosLabels) as Labels;
  const watch = (at: number, from: NodeId, to: NodeId, body: Message) => {
    if (from < n && to < n && from !== to && labels.routine?.(body) !== true) {
      handled[from]!++;
      handled[to]!++;
    }
    if (by !== "epaxos") return;
    if (body.type === "accept") slow.add(idLabel(body.id));
    if (body.type !== "commit" || from !== body.id.replica) return;
    const label = idLabel(body.id);
    if (committed.has(label)) return;
    committed.set(label, at);
    for (const command of body.proposal.value.commands) {
      if (command.type === "command") begun.set((command.command as Put).value, label);
    }
  };
  const world: World<unknown, Tagged, Tagged, unknown> = new World<
    unknown,
    Tagged,
    Tagged,
    unknown
  >({
    protocol: protocolOf(load),
    nodes: n,
    seed: load.seed ?? 1,
    trace: "none",
    strict: false,
    network: networkOf(rtt),
    tap: ({ from, to, body }) => watch(world.now, from, to, body as Message),
    clients: {
      workload: asks.map(({ at, input }) => [{ at, input }]),
      ask: bare,
      to: ({ client }) => by === "epaxos" ? asks[client]!.site : by,
      seat: (client) => asks[client]!.site,
      outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
    },
  });
  if (by !== "epaxos") elect(world, by);
  handled.fill(0);
  world.run(FROM_MS + (load.forMs ?? 10_000) + REST_MS - world.now);
  const done = world.history.map(({ process, invokedAt, endedAt, outcome, input }): Done => {
    if (outcome !== "ok") throw new Error("Cannot measure because all must be answered");
    const { site } = asks[process]!, { key, value } = input as Put;
    const label = begun.get(value) ?? "", executeMs = endedAt - invokedAt;
    const commitMs = by === "epaxos" ? committed.get(label)! - invokedAt : executeMs;
    return {
      site,
      hot: key === HOT,
      commitMs,
      executeMs,
      slow: by !== "epaxos" || slow.has(label),
      instance: label,
    };
  });
  return { done, handled, states: world.states };
}

type Put = { readonly type: "put"; readonly key: string; readonly value: string };
const HOT = "hot";

/** What is asked, in the order of time: each command is a client of its own, as nobody waits for the one before. */
function asksOf({ rtt = FIVE_SITES, conflict, perSecond = 5, forMs = 10_000, seed = 1 }: Load) {
  const random = new Random(seed, "what is asked");
  const all = rtt.flatMap((_, site) => {
    const own: { site: number; at: number; hot: boolean }[] = [];
    for (let at = FROM_MS;;) {
      at += draw(exponential(0, 1000 / perSecond), random);
      if (at > FROM_MS + forMs) return own;
      own.push({ site, at, hot: random.chance(conflict) });
    }
  }).sort((a, b) => a.at - b.at);
  return all.map(({ site, at, hot }, i) => {
    const input: Put = { type: "put", key: hot ? HOT : `own ${i}`, value: `${i}` };
    return { site, at, input };
  });
}

function protocolOf({ by, options }: Load): AnyProtocol {
  if (by === "epaxos") {
    const machine = keyValueMachine as EPaxosOptions["machine"];
    // Nothing is lost, so nobody needs to ask twice, or to take over what is under way.
    const patient = { retryMs: 5000, recoverMs: [5000, 5000], statusMs: Infinity } as const;
    return epaxos({ machine, ...patient, ...options }) as unknown as AnyProtocol;
  }
  return multiPaxos({
    machine: keyValueMachine as PaxosOptions["machine"],
    electionTimeoutMs: [1200, 2400],
    heartbeatMs: 120,
  }) as unknown as AnyProtocol;
}

/** Has a server of Multi-Paxos lead: whoever leads hands over to it. */
function elect(world: World<unknown, Tagged, Tagged, unknown>, leader: NodeId): void {
  const leads = (state: unknown) => (state as PaxosState).leading !== null;
  world.run(FROM_MS / 2);
  const first = world.states.findIndex(leads);
  if (first !== leader) world.tell(first, { type: "transfer", to: leader } as Tagged);
  world.run(FROM_MS - 1 - world.now);
  if (world.states.findIndex(leads) !== leader) {
    throw new Error(`Cannot measure because site ${leader} must lead: given another leader`);
  }
}

/** Messages take half of a round trip; who sits at a server is at no distance from it. */
function networkOf(rtt: RoundTrips) {
  return {
    links: rtt.flatMap((row, from) =>
      row.map((ms, to) => ({ from, to, latency: constant(ms / 2) }))
    ),
  };
}

function assertLoad({ rtt = FIVE_SITES, by, conflict, perSecond = 5, forMs = 10_000 }: Load): void {
  const cannot = (because: string, given: unknown): never => {
    throw new RangeError(`Cannot run a load because ${because}: given ${given}`);
  };
  const isFar = (ms: number) => ms >= 0 && ms < Infinity;
  if (rtt.length < 3 || rtt.some((row) => row.length !== rtt.length || !row.every(isFar))) {
    cannot("rtt must be a square of at least three rows of times from 0 on", rtt.length);
  }
  if (by !== "epaxos" && !(Number.isInteger(by) && by >= 0 && by < rtt.length)) {
    cannot(`by must be "epaxos" or one of the sites 0 to ${rtt.length - 1}`, by);
  }
  if (!(conflict >= 0 && conflict <= 1)) cannot("conflict must be from 0 to 1", conflict);
  if (!(perSecond > 0 && perSecond < Infinity)) cannot("perSecond must be above 0", perSecond);
  if (!(forMs > 0 && forMs < Infinity)) cannot("forMs must be above 0", forMs);
}
