/** etcd as a cluster under test: three processes on this machine, with their defaults. @module */

import { EtcdClient } from "./etcd_client.ts";
import type { Asker, Cluster } from "./load.ts";

/** A running cluster. */
export interface RunningEtcd extends Cluster {
  /** Stops it. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The version that is installed; nothing when there is none. */
export async function etcdVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command("etcd", { args: ["--version"] }).output();
    return /etcd Version: (\S+)/.exec(new TextDecoder().decode(stdout))?.[1];
  } catch {
    return undefined;
  }
}

/** Starts three nodes, on this port and the next five; resolves when they serve. */
export async function startEtcd(port: number): Promise<RunningEtcd> {
  const data = await Deno.makeTempDir({ prefix: "bench-etcd-" });
  const nodes = [0, 1, 2];
  const clientUrl = (node: number) => `http://127.0.0.1:${port + 2 * node}`;
  const peerUrl = (node: number) => `http://127.0.0.1:${port + 2 * node + 1}`;
  const members = nodes.map((node) => `node-${node}=${peerUrl(node)}`).join(",");
  const processes = nodes.map((node) =>
    new Deno.Command("etcd", {
      args: [
        ...["--name", `node-${node}`, "--data-dir", `${data}/${node}`],
        ...["--listen-client-urls", clientUrl(node), "--advertise-client-urls", clientUrl(node)],
        ...["--listen-peer-urls", peerUrl(node), "--initial-advertise-peer-urls", peerUrl(node)],
        ...["--initial-cluster", members],
      ],
      stdout: "null",
      stderr: "null",
    }).spawn()
  );
  await served(nodes.map((node) => port + 2 * node));
  return {
    name: "etcd",
    connect: (number) => asker(port + 2 * (number % nodes.length)),
    async [Symbol.asyncDispose]() {
      for (const process of processes) process.kill("SIGTERM");
      await Promise.all(processes.map(({ status }) => status));
      await Deno.remove(data, { recursive: true });
    },
  };
}

function asker(port: number): Asker {
  const client = new EtcdClient(port);
  return {
    put: (key, value) => client.put(key, value),
    get: (key) => client.get(key),
    close: () => client.close(),
  };
}

/** How long the nodes may take until they serve, in ms. */
const PATIENCE_MS = 30_000;

async function served(ports: readonly number[]): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (const port of ports) {
    for (;;) {
      const client = new EtcdClient(port);
      const done = await client.put("warm", "").then(() => true, () => false);
      await client.close();
      if (done) break;
      if (performance.now() > end) {
        throw new Error(
          `Cannot measure because etcd must serve: given none at port ${port} after ${PATIENCE_MS} ms`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
