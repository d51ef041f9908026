/** The nodes of a cluster as processes that may be killed, stopped and started again. */

import type { Address } from "hb/host/address.ts";
import { eachLine } from "../../tools/process/lines.ts";
import { type StoreKind, usual } from "../../tools/cluster/store.ts";
import { freeAddresses } from "../host/ports.ts";

const usually = new URL("../../tools/cluster.ts", import.meta.url).pathname;

interface Running {
  readonly process: Deno.ChildProcess;
  readonly reading: Promise<unknown>;
}

/** A cluster, a process a node. */
export class Processes {
  /** What a node is started with. */
  command: string = usually;
  readonly data: string = Deno.makeTempDirSync({ prefix: "cluster-" });
  readonly port: number;
  readonly addresses: readonly Address[];
  /** What they said: the node and the line. */
  readonly lines: string[] = [];
  readonly #running = new Map<number, Running>();

  constructor(readonly nodes: number, readonly kind: StoreKind = usual) {
    this.addresses = freeAddresses(nodes);
    this.port = this.addresses[0]!.port;
  }

  /** Starts a node; resolves when it listens. */
  async start(node: number, more: readonly string[] = []): Promise<void> {
    const process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        this.command,
        `--only=${node}`,
        `--nodes=${this.nodes}`,
        `--port=${this.port}`,
        `--data=${this.data}`,
        `--protocol=${this.kind.protocol}`,
        `--reads=${this.kind.reads}`,
        ...more,
      ],
      stdout: "piped",
      stderr: "piped",
      env: { NO_COLOR: "1" },
    }).spawn();
    const ready = Promise.withResolvers<void>();
    const hear = (line: string) => {
      this.lines.push(`${node}: ${line}`);
      if (line.includes(" listens at ")) ready.resolve();
    };
    const reading = Promise.all([eachLine(process.stdout, hear), eachLine(process.stderr, hear)]);
    reading.then(() => ready.reject(new Error(`node ${node} ended:\n${this.tail()}`)));
    this.#running.set(node, { process, reading });
    await ready.promise;
  }

  /** Starts all nodes. */
  async startAll(): Promise<void> {
    // The first makes the plan that the others read.
    await this.start(0);
    await Promise.all(this.addresses.slice(1).map((_, i) => this.start(i + 1)));
  }

  /** Sends a signal. */
  signal(node: number, signal: Deno.Signal): void {
    this.#running.get(node)!.process.kill(signal);
  }

  /** Ends a node by a signal, and gives its status. */
  async end(node: number, signal: Deno.Signal): Promise<Deno.CommandStatus> {
    const { process, reading } = this.#running.get(node)!;
    this.#running.delete(node);
    process.kill(signal);
    const status = await process.status;
    await reading;
    return status;
  }

  /** Leaves behind the entries of a dead node's log what an unfinished write may leave there. */
  tear(node: number, bytes: number): void {
    const folder = `${this.data}/node-${node}`;
    const logs = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) =>
      name.endsWith(".log")
    );
    const path = `${folder}/${logs.sort().at(-1)}`, log = Deno.readFileSync(path);
    // Zeros are room for more entries; the last entry may end with one as well, or with a few.
    const end = Math.min(log.length, log.findLastIndex((byte) => byte !== 0) + 9);
    using file = Deno.openSync(path, { write: true });
    file.seekSync(end, Deno.SeekMode.Start);
    file.writeSync(crypto.getRandomValues(new Uint8Array(bytes)));
  }

  /** The last lines, for a failure. */
  tail(): string {
    return this.lines.slice(-60).join("\n");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#running.keys()].map((node) => this.end(node, "SIGKILL")));
    await Deno.remove(this.data, { recursive: true });
  }
}
