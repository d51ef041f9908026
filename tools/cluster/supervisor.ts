/** All nodes of a cluster, a process each. @module */

import { showAddress } from "hb/host/address.ts";
import { eachLine } from "../process/lines.ts";
import type { ClusterArguments } from "./arguments.ts";
import { assertEngine } from "./begin.ts";
import { usualEngine } from "./engines.ts";
import { READY } from "./member.ts";
import { assertCertificates } from "./transport.ts";
import { memberArguments, memberCommand } from "./member_command.ts";
import { addressesOf, planFor } from "./plan.ts";
import { typed } from "../command/typed.ts";

/** How long a node may take to stop, in ms. */
const patienceMs = 5_000;

/** The pause before a node that died is started again, in ms. */
const restartMs = 500;

interface Member {
  readonly node: number;
  process: Deno.ChildProcess;
  /** What it said last on its standard error. */
  complaint: string;
  /** Settled: whether it came to listen. */
  ready: PromiseWithResolvers<boolean>;
}

/** Starts the nodes and watches over them; returns the exit code. */
export async function runCluster(options: ClusterArguments): Promise<number> {
  const { data, nodes, protocol, reads, engine, tls, groups, splitMb } = options;
  assertEngine(engine);
  // Before anything is begun.
  if (tls !== undefined) { for (let node = 0; node < nodes; node++) assertCertificates(tls, node); }
  const { cluster } = planFor(data, options);
  const supervisor = new Supervisor(options);
  const kept = engine === usualEngine ? "" : `, logs in ${engine}`;
  const ranges = protocol !== "multiraft"
    ? ""
    : `, ${groups} ranges at first, split above ${splitMb} MiB`;
  console.log(
    `cluster ${cluster}: ${nodes} nodes, ${protocol}, reads by ${reads}${ranges}${kept}` +
      `${tls === undefined ? "" : `, TLS by ${tls}`}, data in ${data}`,
  );
  return await supervisor.run();
}

class Supervisor {
  readonly #options: ClusterArguments;
  readonly #members: Member[] = [];
  /** Nodes that have listened at some time. */
  readonly #known = new Set<number>();
  #stopping = false;
  /** Why the cluster could not begin. */
  #why: string | undefined;
  #stop: PromiseWithResolvers<number> = Promise.withResolvers();

  constructor(options: ClusterArguments) {
    this.#options = options;
  }

  async run(): Promise<number> {
    Deno.addSignalListener("SIGINT", () => this.#stop.resolve(0));
    if (Deno.build.os !== "windows") {
      Deno.addSignalListener("SIGTERM", () => this.#stop.resolve(0));
    }
    for (let node = 0; node < this.#options.nodes; node++) this.#start(node);
    void this.#introduce();
    const code = await this.#stop.promise;
    await this.#shut();
    // Said last: what the other nodes say as they stop would hide it.
    if (this.#why !== undefined) console.error(this.#why);
    return code;
  }

  #start(node: number): void {
    const process = this.#spawn(node);
    const member = { node, process, complaint: "", ready: Promise.withResolvers<boolean>() };
    this.#members[node] = member;
    void this.#watch(member);
  }

  #spawn(node: number): Deno.ChildProcess {
    return new Deno.Command(Deno.execPath(), {
      args: memberCommand(this.#options, node),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      env: { NO_COLOR: "1" },
    }).spawn();
  }

  async #watch(member: Member): Promise<void> {
    const { node, process } = member;
    const [status] = await Promise.all([
      process.status,
      eachLine(process.stdout, (line) => this.#heard(member, line)),
      eachLine(process.stderr, (line) => member.complaint = line),
    ]);
    member.ready.resolve(false);
    if (this.#stopping) return;
    if (!this.#known.has(node)) {
      this.#why ??= this.#reason(member);
      return this.#stop.resolve(1);
    }
    this.#died(member, status);
  }

  /** Why a node did not come to listen, and what can be done about it. */
  #reason({ node, complaint }: Member): string {
    const why = complaint || `node ${node} ended before it listened`;
    if (!/port is in use/.test(why)) return why;
    // Two clusters need folders of their own as well.
    const port = this.#options.port + 100;
    const other = typed(`cluster --port ${port} --data ${this.#options.data}-${port}`);
    return `${why}. Perhaps a cluster runs already; another one beside it: ${other}`;
  }

  #heard(member: Member, line: string): void {
    if (line.includes(` ${READY}`)) {
      this.#known.add(member.node);
      member.ready.resolve(true);
    }
    console.log(`node ${member.node} | ${line}`);
  }

  #died({ node, process, complaint }: Member, status: Deno.CommandStatus): void {
    const how = status.signal === null ? `with exit code ${status.code}` : `by ${status.signal}`;
    console.log(`node ${node} (process ${process.pid}) ended ${how}. ${complaint}`.trimEnd());
    if (this.#options.restart) {
      setTimeout(() => {
        if (!this.#stopping) this.#start(node);
      }, restartMs);
    } else {
      const command = memberArguments(this.#options, node).map(quoted).join(" ");
      console.log(`start it again with: ${typed(`cluster ${command}`)}`);
    }
    const { nodes } = this.#options;
    if (nodes < 3) console.log(`a cluster of ${nodes} cannot go on without it`);
  }

  async #introduce(): Promise<void> {
    const ready = await Promise.all(this.#members.map(({ ready }) => ready.promise));
    if (!ready.every(Boolean)) return;
    const { hostname, port, nodes, tls } = this.#options;
    const addresses = addressesOf(hostname, port, nodes).map(showAddress);
    for (const { node, process } of this.#members) {
      console.log(`node ${node} is process ${process.pid} and listens at ${addresses[node]}`);
    }
    const usual = hostname === "127.0.0.1" && port === 7100 && nodes === 3;
    const at = (usual ? "" : ` --at ${addresses.join(",")}`) +
      (tls === undefined ? "" : ` --tls ${quoted(tls)}`);
    console.log(`try: ${typed(`kv put greeting hello${at}`)}`);
    console.log(`     kill -9 ${this.#members[0]!.process.pid}    (the others go on)`);
    console.log("Ctrl-C stops all nodes; their data stay");
  }

  async #shut(): Promise<void> {
    this.#stopping = true;
    const processes = this.#members.map(({ process }) => process);
    // The end of its input tells a node to stop, on every system.
    for (const { stdin } of processes) await stdin.close().catch(() => {});
    let timer;
    const patience = new Promise((resolve) => timer = setTimeout(resolve, patienceMs));
    await Promise.race([Promise.all(processes.map(({ status }) => status)), patience]);
    clearTimeout(timer);
    for (const process of processes) {
      try {
        process.kill("SIGKILL");
      } catch {
        // It has ended.
      }
    }
  }
}

/** An argument as a shell takes it. */
function quoted(argument: string): string {
  return /^[\w./=:-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
