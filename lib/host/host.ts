/**
 * Any `Protocol` on real sockets and a real disk. It is the same object that runs in the simulator: a
 * host gives it the same `Io`, with TCP for the network, a write-ahead log for the journal, and timers of
 * the machine's own.
 *
 * The network is not trusted to be well-behaved: there are limits to everything. But it is not
 * authenticated either: who can reach the port and knows the name of the cluster can speak as a node of
 * it. So listen where only the cluster can reach.
 *
 * @module
 */

import type { Address } from "./address.ts";
import type { NodeId, Protocol, Tagged } from "../model/protocol.ts";
import { Engine } from "./engine.ts";
import type { Limits } from "./limits.ts";

/** What to run, and where. */
export interface HostOptions<S, M extends Tagged, T extends Tagged, R> {
  /** What every node runs. */
  readonly protocol: Protocol<S, M, T, R>;
  /** The name of the cluster: nodes of another are turned away, and so is the log of another. */
  readonly cluster: string;
  /** Which node this is. */
  readonly self: NodeId;
  /** Where the nodes listen, this one too. */
  readonly addresses: readonly Address[];
  /** The folder for what the protocol saves. One process at a time may have it. */
  readonly folder: string;
  /** The types of message that clients may send; all others are between nodes. */
  readonly requests: readonly M["type"][];
  /**
   * Whether data from the network is a message that the handlers can take; it has a type that they know.
   * Without this, whoever speaks as a node can make a handler throw, which stops the host.
   */
  readonly isMessage?: (data: unknown) => boolean;
  /** Hears, a line at a time, what a person may want to know. */
  readonly log?: (line: string) => void;
  /** What is allowed; by default `defaultLimits`. */
  readonly limits?: Partial<Limits>;
  /** The log is compacted from this size on, in bytes; default 16 MiB. */
  readonly compactBytes?: number;
}

/** What a host has done so far. */
export interface Counters {
  /** Steps that the node took. */
  readonly steps: number;
  /** Steps that saved something. */
  readonly commits: number;
  /** Times that the disk was asked to make something durable. */
  readonly syncs: number;
  /** How often the log was compacted. */
  readonly compactions: number;
  /** Bytes handed to the network. */
  readonly sentBytes: number;
  /** Messages that found no connection, or too many before them. */
  readonly dropped: number;
}

/** A node of a cluster at work. */
export interface Host<S> {
  /** Where it listens. */
  readonly address: Address;
  /** The node's state, to be looked at only. */
  readonly state: Readonly<S> | undefined;
  /** What it has done so far. */
  readonly counters: Counters;
  /** Resolves when the host has ended: with nothing after `stop`, else with what went wrong. */
  readonly ended: Promise<Error | undefined>;
  /** Ends gracefully: what is saved becomes durable, what was answered is sent. */
  stop(): Promise<void>;
}

/**
 * Starts a node: opens its log, or begins one, listens, and reaches out to its peers. Throws `Trouble` for
 * a port that is in use and a folder that cannot be used, `UnusableLog` for a log that is corrupt or
 * somebody else's.
 *
 * @example A counter that survives its process
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Client } from "hb/host/client.ts";
 * import { startHost } from "hb/host/host.ts";
 * import type { Protocol } from "hb/model/protocol.ts";
 *
 * type Message = { type: "count" }; // a client → the node
 * const counter: Protocol<{ count: number }, Message, never, number> = {
 *   start: (_, journal) => ({ count: journal.at(-1) ?? 0 }),
 *   upon: {
 *     count(s, { from }, io) {
 *       io.save(++s.count);
 *       io.answer(from, s.count);
 *     },
 *   },
 * };
 * const folder = await Deno.makeTempDir();
 * for (const life of [1, 2]) {
 *   const host = startHost({
 *     protocol: counter,
 *     cluster: "example",
 *     self: 0,
 *     addresses: [{ hostname: "127.0.0.1", port: 0 }],
 *     folder,
 *     requests: ["count"],
 *   });
 *   const client = new Client({ address: host.address });
 *   assertEquals(await client.ask({ type: "count" }, 5_000), { kind: "answer", result: life });
 *   await client.close();
 *   await host.stop();
 * }
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function startHost<S, M extends Tagged, T extends Tagged, R>(
  options: HostOptions<S, M, T, R>,
): Host<S> {
  return new Engine(options);
}
