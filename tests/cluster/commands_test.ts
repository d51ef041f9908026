/** The commands from outside: what they print when all is well and when it is not, and how they end. */

import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { OperationalError } from "hb/host/operational_error.ts";
import { usual } from "../../tools/cluster/store.ts";
import { planFor } from "../../tools/cluster/plan.ts";
import { freePorts } from "../host/ports.ts";

const tools = new URL("../../tools/", import.meta.url).pathname;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function run(tool: string, ...args: readonly string[]): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${tools}${tool}.ts`, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

/** The tests of a command wait for each other's processes, so those of one test run at a time. */
function assertOneLine({ code, error }: Ended, expectedCode: number, words: string | RegExp): void {
  assertMatch(error, words instanceof RegExp ? words : new RegExp(RegExp.escape(words)));
  assertEquals([code, error.trim().split("\n").length], [expectedCode, 1], error);
}

const wrong: readonly (readonly [string, readonly string[], string])[] = [
  ["cluster", ["--nodes", "ten"], '--nodes must be a whole number from 1 to 9: given "ten"'],
  ["cluster", ["--port=0"], '--port must be a whole number from 1 to 65535: given "0"'],
  ["cluster", ["--port", "65534"], '--port must be a whole number from 1 to 65533: given "65534"'],
  [
    "cluster",
    ["--fast"],
    "options must be among --nodes, --port, --host, --data, --only, --restart",
  ],
  ["cluster", ["start"], 'there must be options only: given "start"'],
  ["cluster", ["--only", "3"], '--only must be a whole number from 0 to 2: given "3"'],
  [
    "cluster",
    ["--grpc", "7101"],
    "--grpc must be a whole number from 1 to 65533, with room beside",
  ],
  ["cluster", ["--grpc=0"], '--grpc must be a whole number from 1 to 65535: given "0"'],
  ["kv", ["get", "x", "--grpc", "--read", "log"], "--read and --cluster are not for --grpc"],
  ["cluster", ["--data"], "--data must be a folder: given nothing"],
  ["kv", [], "given nothing"],
  ["kv", ["get"], 'the form is "get KEY", "put KEY VALUE"'],
  ["kv", ["put", "x", "1", "2"], 'given "put x 1 2"'],
  ["kv", ["get", "x", "--at", "nowhere"], '--at must be HOST:PORT: given "nowhere"'],
  [
    "kv",
    ["get", "x", "--timeout-ms", "soon"],
    "--timeout-ms must be a whole number from 1 to 600000",
  ],
];

Deno.test("a command line that is wrong is one plain line, and exit code 2", async () => {
  const ended = await Promise.all(wrong.map(([tool, args]) => run(tool, ...args)));
  wrong.forEach(([, , words], i) => assertOneLine(ended[i]!, 2, words));
});

Deno.test("help says what there is, and is no error", async () => {
  for (const [tool, words] of [["cluster", "kill -9"], ["kv", "Exit codes: 0 done"]] as const) {
    const { code, out, error } = await run(tool, "--help");
    assertEquals([code, error], [0, ""]);
    assertStringIncludes(out, words);
  }
});

Deno.test("that nobody is there is said at once, with how to start them, and in the end", async () => {
  const at = `127.0.0.1:${freePorts(1)}`;
  const ended = await run("kv", "put", "x", "1", "--at", at, "--timeout-ms", "3000");
  const [first, last, ...more] = ended.error.trim().split("\n");
  assertEquals([ended.code, more], [1, []]);
  assertEquals(
    first,
    `No node answers at ${at}: "deno task cluster" starts them. Trying for 3 s`,
  );
  assertEquals(last, `Cannot do put "x": ${at}: nobody listens there`);
});

Deno.test("over gRPC it is said as well that nobody is there, and that nothing was done", async () => {
  const at = `127.0.0.1:${freePorts(1)}`;
  const ended = await run("kv", "put", "x", "1", "--grpc", "--at", at, "--timeout-ms", "300");
  const [first, last, ...more] = ended.error.trim().split("\n");
  assertEquals([ended.code, more], [1, []]);
  assertEquals(
    first,
    `No node answers at ${at}: "deno task cluster --grpc" starts them. Trying for 0.3 s`,
  );
  assertEquals(last, `Cannot do put "x": ${at} was not reached`);
});

async function inFolder(test: (data: string) => Promise<void>): Promise<void> {
  const data = await Deno.makeTempDir({ prefix: "command-" });
  try {
    await test(data);
  } finally {
    await Deno.remove(data, { recursive: true });
  }
}

Deno.test("a port in use ends the cluster, in one plain line", async () => {
  const port = freePorts(3);
  using _taken = Deno.listen({ hostname: "127.0.0.1", port: port + 1 });
  await inFolder(async (data) => {
    const ended = await run("cluster", "--port", `${port}`, "--data", data);
    assertOneLine(ended, 1, `Cannot listen at 127.0.0.1:${port + 1}`);
    assertStringIncludes(ended.error, "the port is in use");
    // A second cluster needs another folder, too.
    assertStringIncludes(ended.error, `cluster --port ${port + 100} --data ${data}-${port + 100}`);
  });
});

Deno.test("data that cannot be used end the cluster, in one plain line", async () => {
  await inFolder(async (data) => {
    const start = (folder: string, ...args: string[]) =>
      run("cluster", "--port", `${freePorts(3)}`, "--data", folder, ...args);
    Deno.writeTextFileSync(`${data}/file`, "");
    assertOneLine(await start(`${data}/file`), 1, /Cannot (use|read) .*file.*: it is not a folder/);
    Deno.mkdirSync(`${data}/garbage`);
    Deno.writeTextFileSync(`${data}/garbage/cluster.json`, "{");
    assertOneLine(
      await start(`${data}/garbage`),
      1,
      "the name of a cluster and its number of nodes",
    );
    Deno.mkdirSync(`${data}/five`);
    Deno.writeTextFileSync(`${data}/five/cluster.json`, '{"cluster":"kv","nodes":5}');
    assertOneLine(await start(`${data}/five`), 1, "has the data of a cluster of 5");
    Deno.mkdirSync(`${data}/corrupt/node-1`, { recursive: true });
    Deno.writeTextFileSync(`${data}/corrupt/cluster.json`, '{"cluster":"kv","nodes":3}');
    Deno.writeTextFileSync(`${data}/corrupt/node-1/00000001.log`, "this is no log");
    const corrupt = await start(`${data}/corrupt`, "--only", "1");
    assertOneLine(
      corrupt,
      1,
      "/corrupt/node-1/00000001.log because the entry at byte 0 must be whole",
    );
    assertEquals(Deno.readTextFileSync(`${data}/corrupt/node-1/00000001.log`), "this is no log");
  });
});

/** A cluster as it is where nobody says. */
const three = { nodes: 3, ...usual };

Deno.test("a node whose folder was emptied does not start, and what can be done is told", async () => {
  const data = await Deno.makeTempDir({ prefix: "emptied-" });
  planFor(data, three);
  assertEquals(planFor(data, three), planFor(data, three));
  Deno.removeSync(`${data}/node-1`, { recursive: true });
  const ended = await run("cluster", "--only=1", `--port=${freePorts(3)}`, `--data=${data}`);
  assertOneLine(ended, 1, `its log must be in ${data}/node-1/: given none`);
  await Deno.remove(data, { recursive: true });
});

Deno.test("a plan that was not finished is finished at the next start", async () => {
  const data = await Deno.makeTempDir({ prefix: "unfinished-" });
  const plan = planFor(data, three);
  Deno.renameSync(`${data}/cluster.json`, `${data}/cluster.json.new`);
  Deno.removeSync(`${data}/node-2`, { recursive: true });
  assertEquals(planFor(data, three), plan);
  assert(Deno.statSync(`${data}/node-2/00000001.log`).isFile);
  await Deno.remove(data, { recursive: true });
});

Deno.test("a cluster goes on with what replicates it and how it is read, or not at all", async () => {
  const data = await Deno.makeTempDir({ prefix: "kinds-" });
  const paxos = { nodes: 3, protocol: "multipaxos", reads: "bodega" } as const;
  const plan = planFor(data, paxos);
  assertEquals(planFor(data, paxos), plan);
  for (
    const [other, words] of [
      [
        { ...paxos, reads: "pqr" },
        "with --reads pqr because .* with bodega: give --reads bodega, or",
      ],
      [{ ...paxos, protocol: "raft" }, "with --protocol raft because .* with multipaxos"],
      [{ ...paxos, nodes: 5 }, "5 nodes because .* of 3"],
    ] as const
  ) {
    const { message } = assertThrows(() => planFor(data, other), OperationalError);
    assertMatch(message, new RegExp(`^Cannot run ${words}`));
  }
  // Plans of earlier versions do not say.
  Deno.writeTextFileSync(`${data}/cluster.json`, JSON.stringify({ cluster: "old", nodes: 3 }));
  assertEquals(planFor(data, three).cluster, "old");
  assertThrows(() => planFor(data, paxos), OperationalError);
  await Deno.remove(data, { recursive: true });
});
