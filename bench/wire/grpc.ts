/**
 * `deno task bench wire grpc`: what a call of gRPC costs beside a request in the store's own frames, by
 * turns, to one node in a process of its own. A get over gRPC has a request in frames inside; "members" is a
 * call that the node answers at once, so it is the cost of gRPC alone.
 *
 * @module
 */

import { Client } from "hb/host/client.ts";
import { GrpcClient } from "../../tests/cluster/grpc_nodes.ts";
import { freePorts } from "../../tests/host/ports.ts";
import { startStore } from "../host/store.ts";
import { median } from "../measure.ts";
import type { Row } from "../row.ts";

/** How many calls are under way. */
const DEPTHS = [1, 32];
const TURNS = 7;
/** How long each has one turn, in ms. */
const TURN_MS = 700;

/** Who asks, and how. */
interface Contestant {
  readonly name: string;
  readonly ask: () => Promise<unknown>;
}

/** Measures both, with one call under way and with many. */
export async function measureGrpc(): Promise<Row[]> {
  const port = freePorts(2), address = { hostname: "127.0.0.1", port };
  await using _ = await startStore(port, ["--nodes=1", `--grpc=${port + 1}`, "--reads=read-index"]);
  using grpc = new GrpcClient(`127.0.0.1:${port + 1}`);
  const client = new Client({ address }), key = "k";
  await grpc.ask("Put", { key, value: "x".repeat(32) });
  const frames = async () => {
    const reply = await client.ask({ type: "read", command: { type: "get", key } }, 10_000);
    if (reply.kind !== "answer") throw new Error(`Cannot measure a request: ${reply.why}`);
  };
  const contestants: readonly Contestant[] = [
    { name: "a get over gRPC", ask: () => grpc.ask("Get", { key }) },
    { name: "members over gRPC", ask: () => grpc.ask("Members", {}) },
  ];
  const rows: Row[] = [];
  for (const depth of DEPTHS) {
    for (const { name, ask } of contestants) rows.push(await row(name, depth, frames, ask));
  }
  await client.close();
  return rows;
}

async function row(
  name: string,
  depth: number,
  frames: () => Promise<unknown>,
  ask: () => Promise<unknown>,
): Promise<Row> {
  const pairs: (readonly [number, number])[] = [];
  // The first turn, in which the code is compiled, does not count.
  for (let turn = -1; turn < TURNS; turn++) {
    pairs.push([await perSecond(depth, frames), await perSecond(depth, ask)]);
  }
  const counted = pairs.slice(1);
  const shown = (rates: readonly number[]) => `${Math.round(median(rates))}/s`;
  return {
    name: `${name}, ${depth} under way`,
    limit: `a get in frames: ${shown(counted.map(([limit]) => limit))}`,
    measured: shown(counted.map(([, measured]) => measured)),
    ratio: median(counted.map(([limit, measured]) => limit / measured)),
  };
}

async function perSecond(depth: number, ask: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let done = 0;
  const asking = Array.from({ length: depth }, async () => {
    while (performance.now() - start < TURN_MS) {
      await ask();
      done++;
    }
  });
  await Promise.all(asking);
  return done * 1000 / (performance.now() - start);
}
