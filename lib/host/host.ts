/**
 * Any `Protocol` on real sockets and a real disk. It is the same object that runs in the simulator: a
 * host gives it the same `Io`, with TCP for the network, a write-ahead log or a storage engine for the
 * journal, and timers of the machine's own.
 *
 * The network is not trusted to be well-behaved: there are limits to everything. But it is not
 * authenticated either: anyone who can reach the port and knows the name of the cluster can speak as one
 * of its nodes. So listen where only the cluster can reach, or over TLS (`tls/transport.ts`). Among nodes that may lie,
 * `signing` gives signatures to all that the protocol signs (`signing/notary.ts`).
 *
 * @module
 */

import type { Tagged } from "../model/protocol.ts";
import { Engine } from "./engine.ts";
import type { Counters, Host, HostOptions } from "./options.ts";

export type { Counters, Host, HostOptions };

/**
 * Starts a node: opens its log, or begins one, listens, and reaches out to its peers. Throws
 * `OperationalError` for a port that is in use and a folder that cannot be used, `UnusableLog` for a log
 * that is corrupt or somebody else's.
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
