/**
 * TLS beside TCP as it is: one host and one client in this process, which answers at once and saves
 * nothing, so that what is measured is the way there and back. By turns in one run, so that what slows the
 * machine down slows both.
 *
 * @module
 */

import { Client } from "hb/host/client.ts";
import { type Host, startHost } from "hb/host/host.ts";
import { plain, type Transport } from "hb/host/socket.ts";
import { tls } from "hb/host/tls/transport.ts";
import type { Protocol } from "hb/model/protocol.ts";
import { parseCertificates } from "../../tools/certificates/arguments.ts";
import { clientFilesOf, filesOf, nodeName } from "../../tools/certificates/folder.ts";
import { makeCertificates } from "../../tools/certificates/make.ts";
import { median } from "../measure.ts";
import { met, type Row, table } from "../row.ts";

/** How many requests are under way at a time, and how much more time they may take by TLS than without. */
const LOADS = [{ inFlight: 1, target: 3 }, { inFlight: 32, target: 2 }];

/** How many turns each has. */
const TURNS = 9;

/** The port of the host without TLS; that of the other is the next. */
const PORT = 7_380;

type Echo = { readonly type: "echo"; readonly text: string };

/** Whoever asks is answered what it said. */
const echo: Protocol<null, Echo, never, never> = {
  start: () => null,
  upon: { echo: (_, { from, text }, io) => io.answer(from, text, "ahead") },
};

interface Side {
  readonly host: Host<null>;
  readonly client: Client;
}

/** Measures for about `seconds` for each load, and prints; false when a goal is missed. */
export async function measureTls(seconds: number): Promise<boolean> {
  const folder = await Deno.makeTempDir({ prefix: "bench-tls-" });
  const certificates = `${folder}/certificates`;
  await makeCertificates(parseCertificates(["--folder", certificates, "--nodes", "1"]));
  const ways: readonly (readonly [Transport, Transport])[] = [
    [plain, plain],
    [
      tls({ files: filesOf(certificates, nodeName(0)) }),
      tls({ files: clientFilesOf(certificates, "client", true) }),
    ],
  ];
  const sides = ways.map(([host, client], i) => start(`${folder}/${i}`, PORT + i, host, client));
  try {
    const turnMs = 1000 * seconds / (2 * TURNS), rows: Row[] = [];
    for (const load of LOADS) rows.push(await compare(sides, load, turnMs));
    console.log(table(rows));
    return rows.every(met);
  } finally {
    for (const { host, client } of sides) {
      await client.close();
      await host.stop();
    }
    await Deno.remove(folder, { recursive: true });
  }
}

function start(folder: string, port: number, host: Transport, client: Transport): Side {
  const address = { hostname: "127.0.0.1", port };
  return {
    host: startHost<null, Echo, never, never>({
      protocol: echo,
      cluster: "bench",
      self: 0,
      addresses: [address],
      folder,
      requests: ["echo"],
      transport: host,
    }),
    client: new Client({ address, transport: client }),
  };
}

async function compare(
  sides: readonly Side[],
  { inFlight, target }: typeof LOADS[number],
  turnMs: number,
): Promise<Row> {
  const us: number[][] = sides.map(() => []);
  // The first turns, in which the code is compiled, do not count.
  for (let turn = -2; turn < TURNS; turn++) {
    for (const [i, { client }] of sides.entries()) {
      const each = await microseconds(client, inFlight, turnMs);
      if (turn >= 0) us[i]!.push(each);
    }
  }
  const [without, by] = us as [number[], number[]];
  return {
    name: `a request of 100 B by TLS, ${inFlight} in flight, beside TCP as it is`,
    limit: `${median(without).toFixed(0)} µs`,
    measured: `${median(by).toFixed(0)} µs`,
    // Neighbouring turns, so that what slows the machine down slows both.
    ratio: median(by.map((each, turn) => each / without[turn]!)),
    target,
  };
}

/** How long a request takes, in µs of all that are in flight. */
async function microseconds(client: Client, inFlight: number, forMs: number): Promise<number> {
  const text = "x".repeat(100), began = performance.now();
  let answers = 0;
  await Promise.all(Array.from({ length: inFlight }, async () => {
    while (performance.now() - began < forMs) {
      const reply = await client.ask({ type: "echo", text }, 10_000);
      if (reply.kind !== "answer") throw new Error(`Cannot measure because ${reply.why}`);
      answers++;
    }
  }));
  return 1000 * (performance.now() - began) / answers;
}
