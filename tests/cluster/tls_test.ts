/** The commands with certificates: a cluster that may do no more than it must, and clients of all kinds. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { eachLine } from "../../tools/process/lines.ts";
import { makeCertificates } from "../../tools/certificates/make.ts";
import { parseCertificates } from "../../tools/certificates/arguments.ts";
import { addressesOf } from "../../tools/cluster/plan.ts";
import { showAddress } from "hb/host/address.ts";
import { eventually } from "../host/fixture.ts";
import { freePorts } from "../host/ports.ts";

const tools = new URL("../../tools/", import.meta.url).pathname;

async function run(tool: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${tools}${tool}.ts`, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, out: text(stdout), error: text(stderr) };
}

/** Three nodes as the command starts them, with certificates in a folder. */
class Secured {
  readonly data: string = Deno.makeTempDirSync({ prefix: "secured-" });
  readonly tls = `${this.data}/certificates`;
  readonly port: number = freePorts(3);
  readonly at: string = addressesOf("127.0.0.1", this.port, 3).map(showAddress).join();
  readonly lines: string[] = [];
  #process: Deno.ChildProcess | undefined;
  #reading: Promise<unknown> | undefined;

  async certificates(...args: readonly string[]): Promise<void> {
    await makeCertificates(parseCertificates(["--folder", this.tls, ...args]));
  }

  async start(...more: readonly string[]): Promise<void> {
    const where = [`--port=${this.port}`, `--data=${this.data}/nodes`, `--tls=${this.tls}`];
    this.#process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", `${tools}cluster.ts`, ...where, ...more],
      stdout: "piped",
      stderr: "piped",
      env: { NO_COLOR: "1" },
    }).spawn();
    const hear = (line: string) => void this.lines.push(line);
    const { stdout, stderr } = this.#process;
    this.#reading = Promise.all([eachLine(stdout, hear), eachLine(stderr, hear)]);
    await this.said(/^Ctrl-C/);
  }

  async said(words: RegExp): Promise<string> {
    return await eventually(
      () => this.lines.find((line) => words.test(line)),
      () => `nobody said ${words}:\n${this.lines.join("\n")}`,
    );
  }

  async kv(...args: readonly string[]) {
    return await run("kv", ...args, `--at=${this.at}`, "--timeout-ms=60000");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process?.kill("SIGTERM");
    await this.#process?.status;
    await this.#reading;
    await Deno.remove(this.data, { recursive: true });
  }
}

Deno.test("a cluster with certificates answers who has one, and turns everybody else away", async () => {
  await using cluster = new Secured();
  await cluster.certificates();
  await cluster.start();
  const tls = `--tls=${cluster.tls}`;
  assertEquals(await cluster.kv("put", "x", "1", tls), { code: 0, out: "", error: "" });
  assertEquals((await cluster.kv("get", "x", tls)).out, "1");
  assertMatch(
    await cluster.said(/^try:/),
    new RegExp(` ${RegExp.escape(`--tls ${cluster.tls}`)}$`),
  );

  const plainly = await cluster.kv("get", "x");
  assertEquals(plainly.code, 1);
  assertMatch(plainly.error, /^Cannot do get "x": \S+: it speaks TLS, and this side does not$/);
  await cluster.said(/turned \S+ away: it does not speak TLS$/);

  const anonymous = `${cluster.data}/anonymous`;
  Deno.mkdirSync(anonymous);
  Deno.copyFileSync(`${cluster.tls}/ca.crt`, `${anonymous}/ca.crt`);
  const nobody = await cluster.kv("get", "x", `--tls=${anonymous}`);
  assertEquals(nobody.code, 1);
  assertMatch(nobody.error, /it refused: no certificate was shown, and one is required$/);
  await cluster.said(/turned \S+ away: no certificate was shown, and one is required$/);
  const named = await cluster.kv("get", "x", `--tls=${anonymous}`, "--client=ada");
  assertMatch(named.error, /^Cannot use TLS because \S+\/ada\.crt must be read: there is no such/);

  // Everything is replaced while the nodes run.
  await cluster.certificates("--force");
  await eventually(
    async () => (await cluster.kv("get", "x", tls)).out === "1",
    () => cluster.lines.join("\n"),
  );
  assert(!cluster.lines.some((line) => /^\s+at |Error:/.test(line)), cluster.lines.join("\n"));
});

Deno.test("clients need no certificate where that is said", async () => {
  await using cluster = new Secured();
  await cluster.certificates();
  await cluster.start("--client-certificates=optional", "--protocol=multipaxos", "--engine=lsm");
  Deno.removeSync(`${cluster.tls}/client.crt`);
  const tls = `--tls=${cluster.tls}`;
  assertEquals(await cluster.kv("put", "x", "1", tls), { code: 0, out: "", error: "" });
});

Deno.test("certificates that are not there, or of another node, end the command in one line", async () => {
  await using cluster = new Secured();
  const start = () =>
    run("cluster", `--port=${cluster.port}`, `--data=${cluster.data}/n`, `--tls=${cluster.tls}`);
  const ended = await start();
  assertEquals(ended.code, 1);
  assertMatch(
    ended.error,
    /^Cannot use TLS because \S+ca\.crt must be there: "deno task certificates --folder \S+" makes it$/,
  );
  await cluster.certificates("--nodes=2");
  assertMatch((await start()).error, /node-2.crt must be there: .* --add node-2" makes it$/);
  await cluster.certificates("--add=node-2");
  for (const end of ["crt", "key"]) {
    Deno.copyFileSync(`${cluster.tls}/node-2.${end}`, `${cluster.tls}/node-1.${end}`);
  }
  const { code, error } = await start();
  assertEquals(code, 1);
  assertMatch(error, /node-1\.crt must be of node 1: given the certificate of node 2$/);
  const needs = await run("cluster", "--client-certificates=optional");
  assertEquals(needs.code, 2);
  assertMatch(needs.error, /--client-certificates needs --tls/);
});
