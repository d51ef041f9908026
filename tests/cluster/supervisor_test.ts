/** `deno task cluster` as a whole, and `deno task kv` beside it. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { eachLine } from "../../tools/process/lines.ts";
import { freePorts } from "../host/ports.ts";

const tools = new URL("../../tools/", import.meta.url).pathname;

/** The command while it runs. */
class Cluster {
  readonly lines: string[] = [];
  readonly at: string;
  readonly #process: Deno.ChildProcess;
  readonly #reading: Promise<void>;

  constructor(readonly data: string, readonly port: number, ...more: readonly string[]) {
    this.at = [0, 1, 2].map((node) => `127.0.0.1:${port + node}`).join(",");
    this.#process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", `${tools}cluster.ts`, `--port=${port}`, `--data=${data}`, ...more],
      stdout: "piped",
      stderr: "inherit",
      env: { NO_COLOR: "1" },
    }).spawn();
    this.#reading = eachLine(this.#process.stdout, (line) => void this.lines.push(line));
  }

  /** Waits for a line that matches, beyond those before `from`. */
  async line(pattern: RegExp, from = 0): Promise<RegExpExecArray> {
    const end = performance.now() + 120_000;
    while (performance.now() < end) {
      for (const line of this.lines.slice(from)) {
        const found = pattern.exec(line);
        if (found !== null) return found;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no line like ${pattern}:\n${this.lines.join("\n")}`);
  }

  /** The processes of the nodes, as they were introduced. */
  pids(): number[] {
    return this.lines.flatMap((line) => /is process (\d+)/.exec(line)?.[1] ?? []).map(Number);
  }

  /** Asks the store; gives the exit code and what was printed. */
  async kv(...args: readonly string[]): Promise<string> {
    return await this.kvAt(this.at, ...args);
  }

  async kvAt(at: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", `${tools}kv.ts`, ...args, "--at", at, "--timeout-ms", "120000"],
      env: { NO_COLOR: "1" },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
    return `${code} ${text(stdout)}${text(stderr)}`;
  }

  /** Ctrl-C, or worse; returns the exit code. */
  async stop(signal: Deno.Signal = "SIGINT"): Promise<number> {
    try {
      this.#process.kill(signal);
    } catch {
      // It has ended already.
    }
    await this.#reading;
    return (await this.#process.status).code;
  }
}

async function withCluster(
  run: (cluster: Cluster) => Promise<void>,
  ...more: readonly string[]
): Promise<void> {
  const data = await Deno.makeTempDir({ prefix: "supervisor-" });
  const cluster = new Cluster(data, freePorts(3), ...more);
  try {
    await run(cluster);
  } finally {
    await cluster.stop();
    await Deno.remove(data, { recursive: true });
  }
}

function kill(pid: number): void {
  Deno.kill(pid, "SIGKILL");
}

function isAlive(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT");
    return true;
  } catch {
    return false;
  }
}

Deno.test("the store is served through the death of a node, which starts again by the printed command", async () => {
  await withCluster(async (cluster) => {
    await cluster.line(/^Ctrl-C/);
    const pids = cluster.pids();
    assertEquals(pids.length, 3);
    assertEquals(await cluster.kv("put", "greeting", "hello world"), "0 ");
    // Whoever is asked, the one that leads is found.
    for (const at of cluster.at.split(",")) {
      assertEquals(await cluster.kvAt(at, "get", "greeting"), "0 hello world");
    }
    kill(pids[1]!);
    assertEquals(await cluster.kv("get", "greeting"), "0 hello world");
    assertEquals(await cluster.kv("cas", "greeting", "hello world", "bye"), "0 ");
    assertMatch(await cluster.kv("cas", "greeting", "hello", "x"), /^1 "greeting" is not what was/);
    const [, command] = await cluster.line(/^start it again with: deno task cluster (.*)$/);
    const again = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", `${tools}cluster.ts`, ...command!.split(" ")],
      stdout: "null",
    }).spawn();
    // With another node gone, the one that came back is needed.
    kill(pids[0]!);
    assertEquals(await cluster.kv("get", "greeting"), "0 bye");
    assertEquals(await cluster.kv("del", "greeting"), "0 ");
    assertMatch(await cluster.kv("get", "greeting"), /^1 There is no "greeting"$/);
    again.kill("SIGTERM");
    assertEquals((await again.status).code, 0);
    assertEquals(await cluster.stop(), 0);
    assertEquals(pids.map(isAlive), [false, false, false]);
  });
});

Deno.test("nodes do not outlive the command that started them, even if it is killed", async () => {
  await withCluster(async (cluster) => {
    await cluster.line(/^Ctrl-C/);
    const pids = cluster.pids();
    await cluster.stop("SIGKILL");
    for (let i = 0; i < 5_000 && pids.some(isAlive); i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assertEquals(pids.map(isAlive), [false, false, false]);
  });
});

Deno.test("with --restart a node that died comes back by itself, and serves what it had", async () => {
  await withCluster(async (cluster) => {
    await cluster.line(/^Ctrl-C/);
    assertEquals(await cluster.kv("put", "x", "1"), "0 ");
    const [, pid] = await cluster.line(/^node 2 is process (\d+)/);
    const before = cluster.lines.length;
    kill(Number(pid));
    await cluster.line(/^node 2 .* ended by SIGKILL/, before);
    await cluster.line(/^node 2 \| .* listens at/, before);
    assertEquals(await cluster.kv("get", "x"), "0 1");
    assert(!cluster.lines.some((line) => line.startsWith("start it again")));
  }, "--restart");
});
