/** What `--compress` makes of what nodes say to each other. */

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { protobuf } from "hb/codec/protobuf.ts";
import { none } from "hb/codec/compression.ts";
import { guardOf } from "hb/codec/schema/check.ts";
import { oneStream } from "hb/link/compress/compressor.ts";
import { withDictionary } from "hb/link/compress/dictionary.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { compressionNames, parseCluster } from "../../tools/cluster/arguments.ts";
import { compressionsFor } from "../../tools/cluster/compressions.ts";
import { dictionaryFor, typicalMessages } from "../../tools/cluster/dictionary.ts";
import { memberArguments, memberCommand } from "../../tools/cluster/member_command.ts";
import { planFor } from "../../tools/cluster/plan.ts";
import { storeOf, usual } from "../../tools/cluster/store.ts";
import { StoreClient } from "../../tools/kv/store_client.ts";
import { patienceMs } from "../host/fixture.ts";
import { freePorts } from "../host/ports.ts";
import { NodeProcesses } from "./node_processes.ts";

const kinds = [
  usual,
  { protocol: "multipaxos", reads: "log" },
  { protocol: "multipaxos", reads: "bodega" },
] as const;

for (const kind of kinds) {
  const name = `${kind.protocol}, read by ${kind.reads}`;

  Deno.test(`${name}: the dictionary is the same each time, and makes what nodes say shorter`, () => {
    const dictionary = dictionaryFor(3, kind), { schema } = storeOf(3, kind);
    assertEquals(dictionaryFor(3, kind), dictionary);
    const messages = typicalMessages(3, kind), codec = protobuf<Tagged>(schema!);
    const isMessage = guardOf(schema!);
    for (const each of messages) assert(isMessage(codec.decode(each)));
    const bytes = (way: { compress(bytes: Uint8Array): Uint8Array }) =>
      messages.filter(({ length }) => length > 40)
        .reduce((sum, message) => sum + way.compress(message).length, 0);
    const [plain, empty, known] = [
      none,
      withDictionary(new Uint8Array()),
      withDictionary(dictionary),
    ]
      .map(bytes);
    assert(known! < 0.8 * plain! && known! < 0.8 * empty!, `${[plain, empty, known]}`);
  });
}

Deno.test("each kind of store has a dictionary of its own", () => {
  const names = kinds.map((kind) => withDictionary(dictionaryFor(3, kind)).name);
  assertEquals(new Set(names).size, kinds.length);
  assertNotEquals(dictionaryFor(3, usual).length, 0);
});

Deno.test("what is asked for is offered first, behind it what nodes of before know, and handed on", () => {
  const offered = compressionNames.map((name) => {
    const options = parseCluster([`--compress=${name}`]);
    const handed = parseCluster(memberArguments(options, 1));
    assertEquals(handed.compress, name);
    return compressionsFor(handed).map(({ name }) => name.replace(/:.*/, ":"));
  });
  assertEquals(offered, [
    [],
    ["zstd"],
    ["deflate"],
    ["deflate:", "deflate"],
    [oneStream.name, "deflate"],
  ]);
});

/** Three nodes, each with a way of its own. */
class Nodes extends NodeProcesses {
  readonly port: number = freePorts(3);

  constructor(readonly ways: readonly string[]) {
    super("compress-");
    planFor(this.data, this.options(0));
  }

  options(node: number) {
    return parseCluster([
      `--port=${this.port}`,
      `--data=${this.data}`,
      `--compress=${this.ways[node]}`,
    ]);
  }

  async startAll(): Promise<void> {
    for (const node of [0, 1, 2]) await this.run(node, memberCommand(this.options(node), node));
  }
}

const clusters = [
  ["stream", "stream", "stream"],
  ["stream", "dictionary", "none"],
  ["dictionary", "dictionary", "zstd"],
];

for (const ways of clusters) {
  Deno.test(`a cluster of nodes with ${ways.join(", ")} is one store`, async () => {
    await using nodes = new Nodes(ways);
    await nodes.startAll();
    const addresses = [0, 1, 2].map((node) => ({ hostname: "127.0.0.1", port: nodes.port + node }));
    const client = new StoreClient({ addresses });
    for (let i = 0; i < 20; i++) {
      const value = "happens before ".repeat(i * i);
      await client.ask({ type: "put", key: `k${i % 7}`, value }, patienceMs);
      const got = await client.ask({ type: "get", key: `k${i % 7}` }, patienceMs);
      assertEquals(got, { kind: "ok", value });
    }
    await client.close();
    assert(!nodes.lines.some((line) => / away: |Cannot read/.test(line)), nodes.tail());
  });
}
