/** Whole hosts: older ones and newer ones of one cluster, and one whose disk stands still. */

import { assert, assertEquals } from "@std/assert";
import { zstd } from "hb/host/compression.ts";
import { type JournalLog, logOwner } from "hb/host/journal_log.ts";
import { BULK_BYTES } from "hb/host/lanes/lanes.ts";
import { plain } from "hb/host/socket.ts";
import { openWalLog } from "hb/host/wal_log.ts";
import { eachAlone, oneStream } from "hb/link/compress/compressor.ts";
import { withDictionary } from "hb/link/compress/dictionary.ts";
import { Certificates } from "../certificates.ts";
import { schema } from "../copies.ts";
import { eventually, Hosts, patience } from "../fixture.ts";

const older = { ...patience, windowBytes: 0 };
const bulk = ["copy"] as const;
const long = "happens before ".repeat(BULK_BYTES / 10);

for (
  const [how, compressions, secured] of [
    ["", [], false],
    [", packed in one stream", [oneStream], false],
    [", with compression, by TLS", [zstd], true],
  ] as const
) {
  Deno.test(`nodes that know lanes and nodes that do not are one cluster${how}`, async () => {
    using certificates = await Certificates.make();
    await using hosts = new Hosts(3, { limits: older, schema, compressions, bulk }, {
      of: (node) => secured ? certificates.transport(`node-${node}`) : plain,
      client: () => secured ? certificates.transport("client") : plain,
    });
    const row: string[] = [];
    // None of them, one of them, two, all: each time, node 0 tells the others, and they tell it.
    for (const node of [undefined, 2, 0, 1]) {
      if (node !== undefined) {
        await hosts.stop(node);
        Object.assign(hosts.more, { limits: patience });
        hosts.start(node);
      }
      row.push(`${node}`, `${node}: ${long}`);
      for (const text of row.slice(-2)) await hosts.insist(1, { type: "add", text });
      const is = () => hosts.hosts.every((host) => host?.state?.row.length === row.length);
      await eventually(is, () => `not all have all:\n${hosts.lines.join("\n")}`);
    }
    for (const host of hosts.hosts) assertEquals(host!.state!.row, row);
    assert(!hosts.lines.some((line) => /turned node|broke/.test(line)), hosts.lines.join("\n"));
  });
}

for (const secured of [false, true]) {
  const how = secured ? "by TLS, " : "";
  Deno.test(`${how}nodes with lanes, with compression, both and neither are one cluster`, async () => {
    using certificates = await Certificates.make(4);
    await using hosts = new Hosts(4, { limits: older, schema }, {
      of: (node) => secured ? certificates.transport(`node-${node}`) : plain,
      client: () => secured ? certificates.transport("client") : plain,
    });
    const dictionary = eachAlone(withDictionary(new TextEncoder().encode("happens before ")));
    const both = [dictionary, oneStream];
    const knowing = [{ limits: patience }, { compressions: both }, {
      limits: patience,
      compressions: both,
    }];
    for (const [node, more] of knowing.entries()) {
      await hosts.stop(node);
      hosts.more = { schema, limits: older, ...more };
      hosts.start(node);
    }
    const row: string[] = [];
    for (const node of [0, 1, 2, 3]) {
      row.push(`${node}`, `${node}: ${long}`);
      for (const text of row.slice(-2)) await hosts.insist(node, { type: "add", text });
    }
    const is = () => hosts.hosts.every((host) => host?.state?.row.length === row.length);
    await eventually(is, () => `not all have all:\n${hosts.lines.join("\n")}`);
    for (const host of hosts.hosts) assertEquals(host!.state!.row.toSorted(), row.toSorted());
    const wrong = /turned node|broke|Cannot read/;
    assert(!hosts.lines.some((line) => wrong.test(line)), hosts.lines.join("\n"));
  });
}

/** A log whose disk stands still until `moves` resolves. */
function standing(log: JournalLog, moves: Promise<void>): JournalLog {
  return {
    where: log.where,
    get size() {
      return log.size;
    },
    begin: () => log.begin(),
    read: () => log.read(),
    append: (bodies) => log.append(bodies),
    sync: (onTheSpot) => moves.then(() => log.sync(onTheSpot)),
    divide: () => log.divide(),
    replace: (pieces, isGivenUp) => log.replace(pieces, isGivenUp),
    mark: () => log.mark(),
    close: () => log.close(),
  };
}

Deno.test("a node whose disk stands still holds back who tells it long things, and nobody else", async () => {
  const limits = { ...patience, windowBytes: 2 ** 16, queueBytes: 2 ** 20 };
  await using hosts = new Hosts(3, { limits, bulk });
  const moves = Promise.withResolvers<void>();
  await hosts.stop(1);
  const folder = `${hosts.folder}/1`, owner = logOwner(1, "test");
  const log = openWalLog(folder, { owner, begun: true, log: () => {} });
  hosts.more = { limits, bulk, journal: standing(log, moves.promise) };
  const slow = hosts.start(1), leader = hosts.hosts[0]!;
  hosts.more = { limits, bulk };
  const text = long.slice(0, 2 ** 18);
  assertEquals(await hosts.insist(2, { type: "add", text }), [text]);
  // Node 0 repeats itself; what finds no credit is dropped there.
  const before = leader.counters.dropped;
  await eventually(() => leader.counters.dropped > before + 10, () => "nothing is dropped");
  assert(slow.counters.steps < 10, `${slow.counters.steps} steps`);
  assertEquals(await hosts.insist(0, { type: "list" }), [text]);
  moves.resolve();
  await eventually(() => slow.counters.steps > 10, () => `${slow.counters.steps} steps`);
  assertEquals(slow.state?.row, [text]);
});
