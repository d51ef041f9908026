/** Nodes with lanes and without, with each way to make frames shorter and without: each with each. */

import { assert, assertEquals } from "@std/assert";
import { deflate, zstd } from "hb/host/compression.ts";
import { BULK_BYTES } from "hb/host/lanes/lanes.ts";
import { plain } from "hb/host/socket.ts";
import type { Squeezer } from "hb/host/squeezing.ts";
import { eachAlone, oneStream } from "hb/link/compress/compressor.ts";
import { withDictionary } from "hb/link/compress/dictionary.ts";
import { Certificates } from "../certificates.ts";
import { eventually } from "../fixture.ts";
import { checkOf, Receiving, Sending } from "./two_nodes.ts";

/** What one node knows. */
interface Knowing {
  readonly name: string;
  readonly window: number;
  readonly compressions: readonly Squeezer[];
}

const dictionary = eachAlone(withDictionary(new TextEncoder().encode("happens before ")));

/** As `--compress` offers them, and as nodes did that knew no more. */
const ways: Readonly<Record<string, readonly Squeezer[]>> = {
  "no compression": [],
  "long frames by themselves": [deflate],
  "zstd": [zstd],
  "a dictionary": [dictionary, deflate],
  "one stream": [oneStream, deflate],
};

const WINDOW = 2 ** 17;

const nodes: readonly Knowing[] = Object.entries(ways).flatMap(([name, compressions]) => [
  { name, window: 0, compressions },
  { name: `lanes and ${name}`, window: WINDOW, compressions },
]);

/** More than a window of what is long, so that all of it comes only with credit, and what is short. */
const lengths = [30, 2 * BULK_BYTES, 200, 5_000, BULK_BYTES, 1, 80_000, 3 * BULK_BYTES, 200, 30];
const byte = (at: number) => at % 7 + (at >> 8);
const sum = lengths.reduce((sum, length) => sum + length);

/** What node 1 says to node 0 comes, as it was said, and in as many bytes as it must. */
async function talk(
  here: Knowing,
  there: Knowing,
  certificates: Certificates | undefined,
): Promise<void> {
  const transport = (node: number) => certificates?.transport(`node-${node}`) ?? plain;
  const windows = [there.window, here.window] as const;
  await using receiving = new Receiving({ transport, windows, compressions: there.compressions });
  await using sending = new Sending(receiving.address, {
    transport,
    windows,
    compressions: here.compressions,
  });
  await sending.reached();
  // What leaves in several turns of the event loop is packed in as many pieces.
  for (const [number, length] of lengths.entries()) {
    sending.say(number, length, byte);
    if (number % 3 === 2) await eventually(() => sending.link.queued === 0, () => "it waits");
  }
  const { came, checks } = receiving, isBulk = (number: number) => lengths[number]! >= BULK_BYTES;
  await eventually(() => came.length === lengths.length, () => `came: ${came}`);
  const hasLanes = here.window > 0 && there.window > 0;
  assertEquals(receiving.window, hasLanes ? WINDOW : 0);
  const inOrder = [...lengths.keys()];
  if (hasLanes) {
    for (const bulk of [true, false]) {
      const of = (numbers: readonly number[]) => numbers.filter((each) => isBulk(each) === bulk);
      assertEquals(of(came), of(inOrder));
    }
  } else assertEquals(came, inOrder);
  assertEquals(checks, came.map((number) => checkOf(number, lengths[number]!, byte)));
  const common = here.compressions.some(({ name }) =>
    there.compressions.some((other) => other.name === name)
  );
  const { sentBytes, dropped } = sending.traffic;
  assertEquals([sentBytes < sum / 3, dropped], [common, 0], `${sentBytes} of ${sum}`);
  assert(!receiving.listening.lines.some((line) => line.includes("away")));
}

for (const secured of [false, true]) {
  const how = secured ? "by TLS, " : "";
  for (const there of nodes) {
    Deno.test(`${how}whatever a node knows, one with ${there.name} hears it`, async () => {
      using certificates = secured ? await Certificates.make(2) : undefined;
      for (const here of nodes) {
        try {
          await talk(here, there, certificates);
        } catch (error) {
          throw new Error(`a node with ${here.name}: ${error}`);
        }
      }
    });
  }
}
