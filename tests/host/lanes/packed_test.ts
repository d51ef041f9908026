/** Peers on lanes who pack their frames wrongly: each is turned away, with a line that says why. */

import { assert, assertEquals } from "@std/assert";
import { Bundles } from "hb/host/bundles.ts";
import { zstd } from "hb/host/compression.ts";
import { writeStream } from "hb/host/lanes/lanes.ts";
import { Squeeze } from "hb/host/squeeze.ts";
import type { Squeezer } from "hb/host/squeezing.ts";
import { kinds } from "hb/host/wire.ts";
import { oneStream } from "hb/link/compress/compressor.ts";
import type { Frame } from "hb/link/multiplexer/frames.ts";
import { schema } from "../copies.ts";
import { eventually, Hosts, patience } from "../fixture.ts";
import { asNode, frame, hello, joined } from "../strangers.ts";
import { visit } from "../visit.ts";

const WINDOW = 2 ** 12, most = 2 ** 25;

function greeting(compression: string): Uint8Array {
  const offer = { encodings: ["plain"], compressions: [compression], streams: true };
  return hello({ ...asNode, ...offer });
}

function stream(said: Frame): Uint8Array {
  return frame((writer) => writeStream(writer, said));
}

function data(bytes: Uint8Array): Uint8Array {
  return stream({ type: "data", stream: 1, bytes, end: false });
}

const open = stream({ type: "open", stream: 1 });
const inOne = (...frames: readonly Uint8Array[]) => new Bundles(most, oneStream).leaving(frames);
const alone = (each: Uint8Array) => new Squeeze(most, zstd).leaving([each]);

/** Two pieces of one stream, in an order that is not theirs. */
function swapped(): Uint8Array {
  const bundles = new Bundles(most, oneStream);
  const first = bundles.leaving([open, data(new Uint8Array(100))]);
  return joined(bundles.leaving([open, data(new Uint8Array(100))]), first);
}

const tooMuch = data(new Uint8Array(WINDOW + 1)), bomb = data(new Uint8Array(2 ** 23));

const strangers: readonly (readonly [string, Squeezer, Uint8Array, RegExp])[] = [
  [
    "spends more than its credit in a bundle",
    oneStream,
    inOne(open, tooMuch),
    /it broke a rule of streams: .*at most 4096 bytes may come: given 4097/,
  ],
  [
    "spends more than its credit in a packed frame",
    zstd,
    joined(open, alone(tooMuch)),
    /it broke a rule of streams: .*at most 4096 bytes may come: given 4097/,
  ],
  [
    "sends a bomb in a bundle",
    oneStream,
    joined(inOne(open, bomb)),
    /contents of at most 65600 bytes, compressed by the stream, is required: given 8388\d+/,
  ],
  [
    "sends a bomb in a packed frame, which opens to more than a window",
    zstd,
    joined(open, alone(bomb)),
    /a message of at most 4112 bytes, compressed by zstd is required/,
  ],
  [
    "puts more than a window into a frame of a bundle",
    oneStream,
    inOne(open, data(new Uint8Array(2 * WINDOW))),
    /a frame of at most 4112 bytes is required: given one of 8195/,
  ],
  [
    "sends the second piece of its stream before the first",
    oneStream,
    swapped(),
    /away: Cannot read byte \d+ because .* is required/,
  ],
  [
    "packs a message, and not the frame that it travels in",
    oneStream,
    joined(open, data(Uint8Array.of(2, 0, 0, 0, kinds.bundle, 0))),
    /away: it sent a frame of kind 12/,
  ],
];

for (const squeezer of [oneStream, zstd]) {
  Deno.test(`${squeezer.name}: who packs frames of streams wrongly is turned away`, async () => {
    const limits = { ...patience, windowBytes: WINDOW };
    await using hosts = new Hosts(3, { limits, schema, compressions: [squeezer] });
    for (const [name, how, said, words] of strangers) {
      if (how !== squeezer) continue;
      const before = hosts.lines.length;
      await visit(hosts, joined(greeting(squeezer.name), said), 99);
      await eventually(
        () => hosts.lines.slice(before).some((line) => words.test(line)),
        () => `who ${name}: ${hosts.lines.slice(before).join("\n")}`,
      );
    }
    assertEquals(await hosts.insist(0, { type: "list" }), []);
    assert(!hosts.lines.some((line) => line.includes("an error here")), hosts.lines.join("\n"));
  });
}
