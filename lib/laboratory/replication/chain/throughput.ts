/**
 * How much a replicated object does in a second: chains, chains whose queries go to any server, and primary–backup, over
 * the share of updates (as van Renesse and Schneider, OSDI 2004, section 5.1), and CRAQ's queries over the length of
 * the chain (as Terrace and Freedman, USENIX ATC 2009, section 6).
 *
 * The model: closed clients, each of whom asks again as soon as it is answered; every server is a queue (`busy.ts`); links
 * have no limit. So it shows which server is the bottleneck, and not what hardware would do.
 *
 * @module
 */

import { assertKinds, numberFrom, oneOf, whole, wholeFrom } from "../../../model/kinds.ts";
import type { NodeId, Protocol, Tagged } from "../../../model/protocol.ts";
import { chain, type NodeMessage } from "../../../replication/chain/chain.ts";
import { asRequest } from "../../../replication/chain/messages.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { busy } from "./busy.ts";
import { COST_MS, get, isGet, LINK_MS, paperChain, put } from "./paper.ts";

/** The ways to replicate that are compared. */
export type Way = "chain" | "weak chain" | "primary–backup";

/** How many clients ask, and for how long, in ms; what they are answered in the first part is not counted. */
const CLIENTS = 25, FOR_MS = 6000, WARM_MS = 1000;

/** What a primary and its backups say to each other. */
type BackupMessage =
  | Extract<NodeMessage, { type: "request" }>
  /** The primary → each backup: install this. */
  | { readonly type: "install"; readonly update: number }
  /** A backup → the primary: it is installed. */
  | { readonly type: "installed"; readonly update: number };

/** Who waits for which update, and how many backups have installed it. */
interface Primary {
  updates: number;
  readonly waiting: Map<number, { readonly client: NodeId; installed: number }>;
}

/**
 * Primary–backup as the paper's section 4 has it, without failures: node 1 answers queries, computes updates, sends the
 * difference to all backups at once, and answers when all have it. No protocol of this library; a yardstick.
 */
const primaryBackup: Protocol<Primary, BackupMessage> = {
  start: () => ({ updates: 0, waiting: new Map() }),
  upon: {
    request(s, { from, command }, io) {
      if (isGet(command)) return io.answer(from, null);
      const update = ++s.updates;
      s.waiting.set(update, { client: from, installed: 0 });
      for (const to of io.peers.slice(2)) io.send(to, { type: "install", update });
    },
    install: (_, { from, update }, io) => io.send(from, { type: "installed", update }),
    installed(s, { update }, io) {
      const waits = s.waiting.get(update)!;
      if (++waits.installed < io.peers.length - 2) return;
      s.waiting.delete(update);
      io.answer(waits.client, null);
    },
  },
};

function backupCost(message: BackupMessage): number {
  if (message.type === "request") return isGet(message.command) ? COST_MS.query : COST_MS.update;
  return message.type === "install" ? COST_MS.difference : 0;
}

/** How many requests `servers` servers answer in a second, when such a share of them, 0 to 1, are updates. */
export function throughput(way: Way, servers: number, share: number): number {
  assertKinds("measure throughput", { way, servers, share }, {
    way: oneOf("chain", "weak chain", "primary–backup"),
    servers: wholeFrom(1),
    share: numberFrom(0, 1),
  });
  const protocol = way === "primary–backup"
    ? busy(primaryBackup, backupCost)
    : paperChain(servers, way === "chain" ? "tail" : "eventual");
  const any = (client: number, sequence: number) => 1 + (client + sequence) % servers;
  return answeredPerSecond({
    protocol: protocol as never,
    servers,
    workload: Array.from({ length: CLIENTS }, (_, client) => mix(share, client / CLIENTS)),
    to: (input, client, sequence) => {
      if (way === "primary–backup" || !isGet(input)) return 1;
      return way === "chain" ? servers : any(client, sequence);
    },
  }).all;
}

/**
 * What a client asks: of each of its first n requests, for every n, the nearest whole number below or above n · `share` are
 * updates. Drawn at random, the mix would be off by more than some of the differences that are looked for.
 */
function mix(share: number, phase: number): { readonly input: unknown }[] {
  const updates = (count: number) => Math.floor(count * share + phase);
  return Array.from({ length: 1500 }, (_, i) => ({
    input: updates(i + 1) > updates(i) ? put : get,
  }));
}

/** What a query and a word about a version cost a server of CRAQ, in ms; what an update costs at every server. */
const CRAQ_MS = { query: 1, version: 0.2, update: 2 } as const;

/** How much a chain answers in a second. */
export interface CraqThroughput {
  /** Queries. */
  readonly queries: number;
  /** Updates. */
  readonly updates: number;
}

/**
 * What a chain of `servers` servers answers in a second: ten clients beside each of them read one object, and `writers` more
 * write it all the time. With "tail" all queries go to the tail.
 */
export function craqThroughput(
  reads: "tail" | "craq",
  servers: number,
  writers: number,
): CraqThroughput {
  assertKinds("measure throughput", { reads, servers, writers }, {
    reads: oneOf("tail", "craq"),
    servers: wholeFrom(1),
    writers: whole,
  });
  const quiet = { beatMs: Infinity, timeoutMs: Infinity, resendMs: Infinity };
  const nodes = Array.from({ length: servers }, (_, i) => i + 1);
  const protocol = chain({ chain: nodes, reads, counting: "fail-stop", ...quiet });
  const readers = 10 * servers;
  const { all, queries } = answeredPerSecond({
    protocol: busy(protocol, craqCost) as never,
    servers,
    forMs: 500,
    warmMs: 100,
    workload: [
      ...Array.from({ length: readers }, () => Array.from({ length: 800 }, () => ({ input: get }))),
      ...Array.from({ length: writers }, () => Array.from({ length: 800 }, () => ({ input: put }))),
    ],
    to: (input, client) => !isGet(input) ? 1 : reads === "tail" ? servers : 1 + client % servers,
  });
  return { queries, updates: all - queries };
}

function craqCost(message: NodeMessage): number {
  switch (message.type) {
    case "request":
      return isGet(message.command) ? CRAQ_MS.query : CRAQ_MS.update;
    case "propagate":
      return message.entries.length > 0 ? CRAQ_MS.update : 0;
    case "version":
      return CRAQ_MS.version;
    default:
      return 0;
  }
}

interface Load {
  readonly protocol: Protocol<unknown, Tagged, Tagged, unknown>;
  readonly servers: number;
  readonly workload: readonly (readonly { readonly input: unknown }[])[];
  readonly to: (input: unknown, client: number, sequence: number) => NodeId;
  readonly forMs?: number;
  readonly warmMs?: number;
}

function answeredPerSecond(
  { protocol, servers, workload, to, forMs = FOR_MS, warmMs = WARM_MS }: Load,
): { readonly all: number; readonly queries: number } {
  const world = new World({
    protocol,
    nodes: servers + 1,
    seed: 1,
    network: { latency: constant(LINK_MS) },
    clients: {
      workload,
      ask: asRequest,
      to: ({ client, sequence }) => to(workload[client]![sequence]!.input, client, sequence),
      think: constant(0),
    },
    trace: "none",
    strict: false,
  });
  world.run(forMs);
  const ended = world.history.filter(({ outcome, endedAt }) =>
    outcome === "ok" && endedAt > warmMs
  );
  const perSecond = (count: number) => 1000 * count / (forMs - warmMs);
  const queries = ended.filter(({ input }) => isGet(input)).length;
  return { all: perSecond(ended.length), queries: perSecond(queries) };
}
