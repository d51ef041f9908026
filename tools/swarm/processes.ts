/** The processes of a swarm, and what they have said. @module */

import { fileURLToPath } from "node:url";
import { type Address, showAddress } from "hb/host/address.ts";
import { OperationalError } from "hb/host/operational_error.ts";
import { eachLine } from "../process/lines.ts";
import type { Said, Told } from "./member.ts";

/** What one process has come to. */
export interface Member {
  /** Whether it runs. */
  isUp: boolean;
  /** Since when it listens. */
  listensAt?: number;
  /** What it sees, and since when. */
  sees: { readonly at: number; readonly members: readonly number[] };
  /** The words that it has heard in this life. */
  readonly heard: Map<string, { readonly at: number; readonly hops: number }>;
}

interface Running extends Member {
  readonly process: Deno.ChildProcess;
  /** What it said last on its standard error. */
  complaint: string;
}

/** All of them, in the process group of whoever starts them. */
export class Processes {
  readonly addresses: readonly Address[];
  readonly #folder: string;
  readonly #periodMs: number;
  readonly #all: Running[] = [];
  /** Called whenever one has said something. */
  #told: () => void = () => {};
  #stopping = false;
  #why: string | undefined;

  constructor(addresses: readonly Address[], folder: string, periodMs: number) {
    this.addresses = addresses;
    this.#folder = folder;
    this.#periodMs = periodMs;
  }

  /** What each has come to. */
  get members(): readonly Member[] {
    return this.#all;
  }

  /** Starts one, or starts it again. */
  start(self: number): void {
    const folder = `${this.#folder}/node-${self}`, begun = this.#all[self] !== undefined;
    Deno.mkdirSync(folder, { recursive: true });
    const { addresses } = this;
    const told: Told = {
      ...{ self, addresses, folder, begun },
      cluster: "swarm",
      periodMs: this.#periodMs,
    };
    const process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--no-prompt", `--allow-net=${addresses.map(showAddress).join(",")}`],
        ...[`--allow-read=${folder}`, `--allow-write=${folder}`],
        fileURLToPath(new URL("member.ts", import.meta.url)),
        JSON.stringify(told),
      ],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      env: { NO_COLOR: "1" },
    }).spawn();
    const running: Running = {
      ...{ process, isUp: true, heard: new Map(), complaint: "" },
      sees: { at: 0, members: [] },
    };
    this.#all[self] = running;
    void this.#follow(self, running);
  }

  /** Kills one, as kill -9 does; when it is dead, the moment at which it was killed. */
  async kill(node: number): Promise<number> {
    const running = this.#all[node]!, at = performance.timeOrigin + performance.now();
    running.isUp = false;
    running.process.kill("SIGKILL");
    await running.process.status;
    return at;
  }

  /** Waits until something has come about, and looks whenever a process has said something. */
  async until(words: string, patienceMs: number, holds: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      if (this.#why !== undefined) reject(new OperationalError(this.#why));
      else if (holds()) resolve();
    };
    const timer = setTimeout(() => {
      reject(
        new OperationalError(`Cannot go on because ${words}: not within ${patienceMs / 1000} s`),
      );
    }, patienceMs);
    this.#told = look;
    look();
    await promise.finally(() => clearTimeout(timer));
  }

  /** Ends all. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#all.map(async ({ process, isUp }) => {
      if (isUp) await process.stdin.close().catch(() => {});
      await process.status;
    }));
  }

  async #follow(self: number, running: Running): Promise<void> {
    const { process } = running;
    const complaints = eachLine(process.stderr, (line) => running.complaint = line);
    await eachLine(process.stdout, (line) => {
      this.#hear(running, JSON.parse(line));
      this.#told();
    });
    await complaints;
    if (!running.isUp || this.#stopping) return;
    this.#why = `Cannot go on because process ${self} has ended: ${running.complaint}`;
    this.#told();
  }

  #hear(running: Running, said: Said): void {
    if (said.type === "listens") running.listensAt = said.at;
    else if (said.type === "sees") running.sees = said;
    else running.heard.set(said.word, said);
  }
}
