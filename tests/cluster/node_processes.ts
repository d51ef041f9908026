/** Processes of nodes that may be ended, stopped and started again, and what they say. */

import { eachLine } from "../../tools/process/lines.ts";

interface Running {
  readonly process: Deno.ChildProcess;
  readonly reading: Promise<unknown>;
}

/** The nodes of one cluster, a process each, with a folder for their data that goes with them. */
export class NodeProcesses {
  readonly data: string;
  /** What they said: the node and the line. */
  readonly lines: string[] = [];
  readonly #running = new Map<number, Running>();

  constructor(prefix: string) {
    this.data = Deno.makeTempDirSync({ prefix });
  }

  /** Starts a node by these arguments of Deno; resolves when it listens. Its input ends with this process. */
  protected async run(node: number, args: readonly string[]): Promise<void> {
    const process = new Deno.Command(Deno.execPath(), {
      args: [...args],
      stdin: "piped",
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
    void reading.then(() => ready.reject(new Error(`node ${node} ended:\n${this.tail()}`)));
    this.#running.set(node, { process, reading });
    await ready.promise;
  }

  /** Sends a signal. */
  signal(node: number, signal: Deno.Signal): void {
    this.#running.get(node)!.process.kill(signal);
  }

  /** Ends a node by a signal, and gives its status. */
  async end(node: number, signal: Deno.Signal): Promise<Deno.CommandStatus> {
    const { process, reading } = this.#running.get(node)!;
    this.#running.delete(node);
    try {
      process.kill(signal);
    } catch (error) {
      // It has ended by itself, which whoever waits for it is told.
      if (!(error instanceof TypeError)) throw error;
    }
    const status = await process.status;
    await reading;
    return status;
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
