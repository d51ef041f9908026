/** What a node offers to others, by what was asked for. @module */

import { deflate, zstd } from "hb/host/compression.ts";
import type { Squeezer } from "hb/host/squeezing.ts";
import { eachAlone, oneStream } from "hb/link/compress/compressor.ts";
import { withDictionary } from "hb/link/compress/dictionary.ts";
import type { ClusterArguments } from "./arguments.ts";
import { dictionaryFor } from "./dictionary.ts";

/** The best first; behind what is new stands what nodes of before know. */
export function compressionsFor(
  { compress, nodes, protocol, reads }: Pick<
    ClusterArguments,
    "compress" | "nodes" | "protocol" | "reads"
  >,
): readonly Squeezer[] {
  switch (compress) {
    case "none":
      return [];
    case "zstd":
      return [zstd];
    case "deflate":
      return [deflate];
    case "dictionary":
      return [eachAlone(withDictionary(dictionaryFor(nodes, { protocol, reads }))), deflate];
    case "stream":
      return [oneStream, deflate];
  }
}
