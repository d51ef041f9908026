/**
 * The same messages, packed in the three ways of `link/compress/compressor.ts` by the same DEFLATE:
 * all that is different is how far back a message may refer.
 *
 * @module
 */

import { protobuf } from "../../codec/protobuf.ts";
import { eachAlone, oneStream, type Way } from "../../link/compress/compressor.ts";
import { withDictionary } from "../../link/compress/dictionary.ts";
import { dictionaryOf } from "../../link/compress/train.ts";
import { Random } from "../../sim/random.ts";
import { appendWith, envelope } from "./append.ts";
import { storeMessages } from "./store_messages.ts";

/** How long the dictionary is at most, in bytes. */
const DICTIONARY_BYTES = 2_048;

/** A way and what it is called. */
export interface NamedWay {
  /** In a legend. */
  readonly name: string;
  /** The way. */
  readonly way: Way;
}

/**
 * The three ways; the dictionary is made of 200 messages that are none of those that are sent with
 * other seeds.
 */
export function reaches(): readonly NamedWay[] {
  const dictionary = dictionaryOf(storeMessages(200, 99), DICTIONARY_BYTES);
  return [
    { name: "each alone", way: eachAlone(withDictionary(new Uint8Array())) },
    { name: "a dictionary", way: eachAlone(withDictionary(dictionary)) },
    { name: "one stream", way: oneStream },
  ];
}

/**
 * How many bytes these pieces have, packed one after another over one connection; each is opened
 * and compared.
 */
export function packedBytes(way: Way, pieces: readonly Uint8Array[]): number {
  const compressor = way.compressor(), decompressor = way.decompressor(2 ** 30);
  let bytes = 0;
  for (const piece of pieces) {
    const packed = compressor.pack(piece), opened = decompressor.unpack(packed);
    if (opened.length !== piece.length || opened.some((byte, i) => byte !== piece[i])) {
      throw new Error(
        `Cannot compare ways because what was packed is required: given ${opened.length} bytes`,
      );
    }
    bytes += packed.length;
  }
  return bytes;
}

const words = [
  ..."the of and to in is that for it as was with be by on not he his but at are this have from"
    .split(
      " ",
    ),
  ..."order paid open late sent account street number customer total date note item first".split(
    " ",
  ),
];
const codec = protobuf(envelope), utf8 = new TextEncoder();

/** Append messages with one put each, whose value is a note of so many bytes, in common words. */
export function noteMessages(count: number, noteBytes: number, seed: number): Uint8Array[] {
  const random = new Random(seed, "notes");
  return Array.from({ length: count }, (_, i) => {
    let note = "";
    while (note.length < noteBytes) note += `${words[random.below(words.length)]} `;
    const put = `put user:${`${random.below(100_000)}`.padStart(6, "0")} ${
      note.slice(0, noteBytes)
    }`;
    return codec.encode({ to: 2, message: appendWith([utf8.encode(put)], i) });
  });
}
