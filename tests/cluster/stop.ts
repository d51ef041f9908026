/** A node that is stopped for longer than any lease lasts, and goes on as if nothing had been. */

import { assert, assertEquals } from "@std/assert";
import type { StoreKind } from "../../tools/cluster/store.ts";
import { StoreClient } from "../../tools/kv/store_client.ts";
import type { Result } from "../../tools/kv/operation.ts";
import { defaultLimits } from "hb/host/limits.ts";
import { Processes } from "./processes.ts";

/** A member that does not look whether its lease lasts. */
export const careless = new URL("./careless_member.ts", import.meta.url).pathname;

/** After so long without a word, nodes give a connection up, in ms. */
const GIVEN_UP_MS = defaultLimits.silenceMs + 1000;

/** What a node answers that was stopped while others were written to; `leads` says whether it was the leader. */
export async function afterAStop(
  kind: StoreKind,
  leads: boolean,
  command?: string,
): Promise<Result[]> {
  await using processes = new Processes(3, kind);
  if (command !== undefined) processes.command = command;
  await processes.startAll();
  const anyone = new StoreClient({ addresses: processes.addresses });
  await put(anyone, "old");
  const leader = await leaderIn(processes), node = leads ? leader : (leader + 1) % 3;
  const others = processes.addresses.filter((_, each) => each !== node);
  const writer = new StoreClient({ addresses: others });
  // Connections that are there before the stop: what is asked of them waits in the stopped process.
  const readers = Array.from(
    { length: 20 },
    () => new StoreClient({ addresses: [processes.addresses[node]!] }),
  );
  const read = (reader: StoreClient) => reader.ask({ type: "get", key: "x" }, 5_000);
  await Promise.all(readers.map((reader) => insist(() => read(reader))));
  processes.signal(node, "SIGSTOP");
  // By then nobody sends it anything any more, so that it hears of no write when it goes on.
  await new Promise((resolve) => setTimeout(resolve, GIVEN_UP_MS));
  await put(writer, "new");
  const reads = readers.map(read);
  await new Promise((resolve) => setTimeout(resolve, 100));
  processes.signal(node, "SIGCONT");
  const results = await Promise.all(reads);
  await Promise.all([anyone, writer, ...readers].map((client) => client.close()));
  return results;
}

async function put(client: StoreClient, value: string): Promise<void> {
  assertEquals((await client.ask({ type: "put", key: "x", value }, 120_000)).kind, "ok", value);
}

async function insist(ask: () => Promise<Result>): Promise<void> {
  const end = performance.now() + 120_000;
  while ((await ask()).kind !== "ok") assert(performance.now() < end, "nobody answers");
}

async function leaderIn({ lines }: Processes): Promise<number> {
  for (;;) {
    const line = lines.findLast((line) => line.includes(" leads in "));
    if (line !== undefined) return Number(line[0]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether somebody was told what had been written over. */
export function isOld(result: Result): boolean {
  return result.kind === "ok" && result.value === "old";
}
