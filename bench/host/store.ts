/** The hosted store under load: three processes on this machine, and clients that ask one thing at a time. @module */

import { StoreClient } from "../../tools/kv/store_client.ts";
import type { Operation } from "../../tools/kv/operation.ts";

/** What a load came to. */
export interface LoadResult {
  readonly clients: number;
  readonly perSecond: number;
  /** Latencies in ms: in the middle, and what one in a hundred exceeds. */
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Operations that were not acknowledged. */
  readonly failed: number;
}

/** Puts short values for `forMs`, from `clients` clients at a time. */
export async function measureStore(
  port: number,
  clients: number,
  forMs: number,
): Promise<LoadResult> {
  const addresses = [0, 1, 2].map((node) => ({ hostname: "127.0.0.1", port: port + node }));
  const latencies: number[] = [];
  let failed = 0;
  const askers = Array.from({ length: clients }, () => new StoreClient({ addresses }));
  const put = (key: string): Operation => ({ type: "put", key, value: "x".repeat(100) });
  // Sessions are opened, and the leader is found, before the clock runs.
  await Promise.all(askers.map((asker) => asker.ask(put("warm"), 10_000)));
  const start = performance.now();
  await Promise.all(askers.map(async (asker, number) => {
    for (let i = 0; performance.now() - start < forMs; i++) {
      const began = performance.now();
      const { kind } = await asker.ask(put(`${number}-${i % 100}`), 5_000);
      if (kind === "ok") latencies.push(performance.now() - began);
      else failed++;
    }
  }));
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(askers.map((asker) => asker.close()));
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? NaN;
  return {
    clients,
    perSecond: latencies.length / seconds,
    medianMs: at(0.5),
    p99Ms: at(0.99),
    failed,
  };
}

/** Runs a cluster of three while `run` runs; returns what its nodes said in the end. */
export async function withCluster(port: number, run: () => Promise<void>): Promise<string[]> {
  const data = await Deno.makeTempDir({ prefix: "bench-cluster-" });
  const command = new URL("../../tools/cluster.ts", import.meta.url).pathname;
  const cluster = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", command, `--port=${port}`, `--data=${data}`],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines: string[] = [];
  const ready = Promise.withResolvers<void>();
  const reading = (async () => {
    let rest = "";
    for await (const piece of cluster.stdout.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + piece).split("\n");
      rest = parts.pop()!;
      lines.push(...parts);
      if (parts.some((line) => line.startsWith("Ctrl-C"))) ready.resolve();
    }
    ready.reject(
      new Error(`Cannot measure because the cluster must start: given\n${lines.join("\n")}`),
    );
  })();
  try {
    await ready.promise;
    await run();
  } finally {
    try {
      cluster.kill("SIGTERM");
    } catch {
      // It has ended by itself.
    }
    await reading;
    await Deno.remove(data, { recursive: true });
  }
  return lines.filter((line) => line.includes(" took "));
}
