/** The nodes of a cluster as processes that may be killed, stopped and started again. */

import type { Address } from "hb/host/address.ts";
import { type EngineName, optionsFor, usualEngine } from "../../tools/cluster/engines.ts";
import { type StoreKind, usual } from "../../tools/cluster/store.ts";
import { freeAddresses } from "../host/ports.ts";
import { NodeProcesses } from "./node_processes.ts";

const usually = new URL("../../tools/cluster.ts", import.meta.url).pathname;

/** A cluster, a process a node. */
export class Processes extends NodeProcesses {
  /** What a node is started with. */
  command: string = usually;
  readonly port: number;
  readonly addresses: readonly Address[];

  constructor(
    readonly nodes: number,
    readonly kind: StoreKind = usual,
    readonly engine: EngineName = usualEngine,
  ) {
    super("cluster-");
    this.addresses = freeAddresses(nodes);
    this.port = this.addresses[0]!.port;
  }

  /** Starts a node; resolves when it listens. */
  async start(node: number, more: readonly string[] = []): Promise<void> {
    await this.run(node, [
      "run",
      "-A",
      ...optionsFor(this.engine, []).filter((option) => !option.startsWith("--allow")),
      this.command,
      `--only=${node}`,
      `--nodes=${this.nodes}`,
      `--port=${this.port}`,
      `--data=${this.data}`,
      `--protocol=${this.kind.protocol}`,
      `--reads=${this.kind.reads}`,
      ...this.#ranges(),
      `--engine=${this.engine}`,
      // What is killed is the node itself.
      "--prepared",
      ...more,
    ]);
  }

  #ranges(): string[] {
    const { groups, splitMb } = this.kind;
    return [
      ...(groups === undefined ? [] : [`--groups=${groups}`]),
      ...(splitMb === undefined ? [] : [`--split-mb=${splitMb}`]),
    ];
  }

  /** Starts all nodes. */
  async startAll(): Promise<void> {
    // The first makes the plan that the others read.
    await this.start(0);
    await Promise.all(this.addresses.slice(1).map((_, i) => this.start(i + 1)));
  }

  /** Leaves behind the entries of a dead node's log what an unfinished write may leave there. */
  tear(node: number, bytes: number): void {
    // The logs of others are not for us to tear.
    if (this.engine !== "wal" && this.engine !== "lsm") return;
    const folder = `${this.data}/node-${node}${this.engine === "wal" ? "" : "/lsm"}`;
    const logs = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) =>
      /^(log-)?\d+\.log$/.test(name)
    );
    const path = `${folder}/${logs.sort().at(-1)}`, log = Deno.readFileSync(path);
    // Zeros are room for more entries; the last entry may end with one as well, or with a few.
    const end = Math.min(log.length, log.findLastIndex((byte) => byte !== 0) + 9);
    using file = Deno.openSync(path, { write: true });
    file.seekSync(end, Deno.SeekMode.Start);
    file.writeSync(crypto.getRandomValues(new Uint8Array(bytes)));
  }
}
