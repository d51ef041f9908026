/** Our store as a cluster under test: three processes of `deno task cluster` on this machine. @module */

import { eachLine } from "../../tools/process/lines.ts";
import { StoreClient } from "../../tools/kv/store_client.ts";
import type { Operation } from "../../tools/kv/operation.ts";
import type { Asker, Cluster } from "./load.ts";

/** How long an operation may take, in ms. */
const TIMEOUT_MS = 10_000;

/** A running cluster. */
export interface RunningStore extends Cluster {
  /** What its nodes have said so far. */
  readonly lines: readonly string[];
  /** Kills a node without a warning. */
  kill(node: number): void;
  /** Starts a node again that was killed. */
  restart(node: number): void;
  /** Stops it. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts three nodes, on this port and the next two. */
export async function startStore(
  port: number,
  more: readonly string[] = [],
): Promise<RunningStore> {
  const data = await Deno.makeTempDir({ prefix: "bench-cluster-" });
  const command = new URL("../../tools/cluster.ts", import.meta.url).pathname;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", command, `--port=${port}`, `--data=${data}`, ...more],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines: string[] = [];
  const ready = Promise.withResolvers<void>();
  const reading = eachLine(process.stdout, (line) => {
    lines.push(line);
    if (line.startsWith("Ctrl-C")) ready.resolve();
  });
  reading.then(() =>
    ready.reject(
      new Error(`Cannot measure because the cluster must start: given\n${lines.join("\n")}`),
    )
  );
  await ready.promise;
  const again: { readonly process: Deno.ChildProcess; readonly reading: Promise<void> }[] = [];
  return {
    name: "this store",
    lines,
    connect: (number) => asker(port, number),
    kill(node) {
      const start = `node ${node} is process `;
      const line = lines.find((each) => each.startsWith(start))!;
      Deno.kill(parseInt(line.slice(start.length)), "SIGKILL");
    },
    restart(node) {
      const restarted = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", command, `--port=${port}`, `--data=${data}`, `--only=${node}`, ...more],
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
      const reading = eachLine(
        restarted.stdout,
        (line) => lines.push(`node ${node} | ${line}`),
      );
      again.push({ process: restarted, reading });
    },
    async [Symbol.asyncDispose]() {
      for (const each of [{ process, reading }, ...again]) {
        try {
          each.process.kill("SIGTERM");
        } catch {
          // It has ended by itself.
        }
        await each.reading;
      }
      await Deno.remove(data, { recursive: true });
    },
  };
}

/** Clients find the leader by themselves, and each begins at another node. */
function asker(port: number, number: number): Asker {
  const addresses = [0, 1, 2].map((node) => ({
    hostname: "127.0.0.1",
    port: port + (node + number) % 3,
  }));
  const client = new StoreClient({ addresses });
  const ask = async (operation: Operation) => {
    const result = await client.ask(operation, TIMEOUT_MS);
    if (result.kind !== "ok") throw new Error(result.why);
  };
  return {
    put: (key, value) => ask({ type: "put", key, value }),
    get: (key) => ask({ type: "get", key }),
    close: () => client.close(),
  };
}
