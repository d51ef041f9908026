/**
 * A protocol with liars on real sockets and disks of this machine: each node has a host with a log, keys of its own and
 * TLS links to the others, and each client asks the node that it sits at. Nothing is simulated here, so two runs are
 * never the same; what must hold must hold in all of them.
 *
 * @module
 */

import type { Schema } from "../../codec/schema.ts";
import { Client } from "../../host/client.ts";
import { type Host, startHost } from "../../host/host.ts";
import type { History, Operation } from "../../model/history.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { type Traitors, withTraitors } from "../../security/adversary/traitors.ts";
import type { SignatureScheme } from "../../security/identity/scheme.ts";
import { freeAddresses } from "./free_addresses.ts";
import { signingOf } from "./keys.ts";
import { linksOf } from "./links.ts";

/** What is run. */
export interface HostedOptions<S, M extends Tagged, T extends Tagged, R> {
  /** What every loyal node runs. */
  readonly protocol: Protocol<S, M, T, R>;
  /** How many nodes there are, liars and proxies of clients with them. */
  readonly nodes: number;
  /** Who lies, and what they run; default: nobody. */
  readonly traitors?: Traitors<M>;
  /** Who signs with a key that nobody knows; default: nobody. */
  readonly impostors?: readonly NodeId[];
  /**
   * How all sign: certificates are lists of signatures of Ed25519, or one of BLS; default "ed25519". A check of BLS takes
   * about 10 ms, and all hosts have one thread together: timeouts of a protocol must leave room for that.
   */
  readonly scheme?: SignatureScheme["name"];
  /** The shape of the messages: what does not fit is refused; default: any plain data. */
  readonly schema?: Schema<M>;
  /** The types of message that clients send. */
  readonly requests: readonly M["type"][];
  /** Who asks what. */
  readonly clients: readonly HostedClient<M>[];
  /** A node that is stopped and started again when half of all has been asked; default: none. */
  readonly restarts?: NodeId;
  /** The time, in ms since 1970: certificates are valid for an hour from now on. */
  readonly now: number;
}

/** A client. */
export interface HostedClient<M> {
  /** The node that it sits at. */
  readonly at: NodeId;
  /** What it asks there, one after the other. */
  readonly asks: readonly M[];
  /** How long it waits for each answer, in ms, before it gives up; default 30,000. */
  readonly patienceMs?: number;
}

/** What became of it. */
export interface Hosted<M> {
  /** What the clients saw, in the order in which it happened; times count what they did, from 1. */
  readonly history: History<M, unknown>;
  /** How many messages each node dropped as their signatures were wrong or missing. */
  readonly unproven: readonly number[];
  /** What the hosts said, in their order: "node 2: …". */
  readonly lines: readonly string[];
}

/** Runs it, and takes everything away again. Rejects if a host ends by itself. */
export async function hosted<S, M extends Tagged, T extends Tagged, R>(
  options: HostedOptions<S, M, T, R>,
): Promise<Hosted<M>> {
  const { nodes, clients, restarts } = options;
  assertNodes(options);
  const all = Array.from({ length: nodes }, (_, node) => node), lines: string[] = [];
  const folder = Deno.makeTempDirSync({ prefix: "hosted-" });
  const addresses = freeAddresses(nodes), links = await linksOf(nodes, options.now);
  const signing = await signingOf(nodes, options);
  const protocol = withTraitors(options.protocol, options.traitors ?? {});
  const start = (self: NodeId): Host<unknown> =>
    startHost({
      protocol,
      cluster: "laboratory",
      self,
      addresses,
      folder: `${folder}/${self}`,
      requests: options.requests,
      ...options.schema === undefined ? {} : { schema: options.schema },
      transport: links.of(self),
      signing: signing[self]!,
      log: (line) => lines.push(`node ${self}: ${line}`),
    });
  const hosts = all.map(start), unproven = all.map(() => 0);
  const stop = async (node: NodeId) => {
    unproven[node]! += hosts[node]!.counters.unproven;
    await hosts[node]!.stop();
    const error = await hosts[node]!.ended;
    if (error !== undefined) throw error;
  };
  const half = clients.reduce((sum, { asks }) => sum + asks.length, 0) / 2;
  try {
    const { history, restarted } = await asked(options, async (done) => {
      if (restarts === undefined || done !== Math.ceil(half)) return;
      await stop(restarts);
      hosts[restarts] = start(restarts);
    }, (at) => new Client({ address: addresses[at]!, transport: links.client }));
    await restarted;
    return { history, unproven, lines };
  } finally {
    await Promise.all(all.map(stop)).finally(() => Deno.removeSync(folder, { recursive: true }));
  }
}

/** Everybody asks; `each` hears how many operations have ended, and nobody waits for it. */
async function asked<S, M extends Tagged, T extends Tagged, R>(
  { clients }: HostedOptions<S, M, T, R>,
  each: (ended: number) => Promise<void>,
  connect: (at: NodeId) => Client,
): Promise<{ readonly history: History<M, unknown>; readonly restarted: Promise<unknown> }> {
  const history: Operation<M, unknown>[] = [], restarts: Promise<void>[] = [];
  let ticks = 0, ended = 0;
  await Promise.all(clients.map(async ({ at, asks, patienceMs = 30_000 }, process) => {
    const client = connect(at);
    for (const input of asks) {
      const id = history.length, invokedAt = ++ticks;
      const begun = { id, process, input, invokedAt };
      history.push({ ...begun, endedAt: Infinity, outcome: "unknown" });
      const reply = await client.ask(input, patienceMs), endedAt = ++ticks;
      if (reply.kind === "answer") {
        history[id] = { ...begun, output: reply.result, endedAt, outcome: "ok" };
      } else if (reply.kind === "refused") history[id] = { ...begun, endedAt, outcome: "fail" };
      restarts.push(each(++ended));
      // Who does not know what became of a request may not ask another one.
      if (reply.kind === "unknown") break;
    }
    await client.close();
  }));
  return { history, restarted: Promise.all(restarts) };
}

function assertNodes<S, M extends Tagged, T extends Tagged, R>(
  { nodes, clients, restarts = 0, impostors = [], traitors = {} }: HostedOptions<S, M, T, R>,
): void {
  if (!(Number.isInteger(nodes) && nodes >= 1)) {
    throw new RangeError(
      `Cannot host a cluster because it must have a node or more: given ${nodes}`,
    );
  }
  const named = [
    ...clients.map(({ at }) => at),
    ...Object.keys(traitors).map(Number),
    ...impostors,
    restarts,
  ];
  const wrong = named.find((node) => !(Number.isInteger(node) && node >= 0 && node < nodes));
  if (wrong === undefined) return;
  throw new RangeError(
    `Cannot host a cluster because it has the nodes from 0 to ${nodes - 1}: given ${wrong}`,
  );
}
