/** What a node offers to others, by what was asked for. @module */

import { deflate, zstd } from "hb/host/compression.ts";
import type { Squeezer } from "hb/host/squeezing.ts";
import { eachAlone, oneStream } from "hb/link/compress/compressor.ts";
import { withDictionary } from "hb/link/compress/dictionary.ts";
import type { ClusterArguments } from "./arguments.ts";
import { dictionaryFor } from "./dictionary.ts";
import type { StoreKind } from "./store.ts";

/** The best first; behind what is new stands what nodes of before know. */
export function compressionsFor(
  { compress, nodes, protocol, reads, groups, splitMb }: Pick<
    ClusterArguments,
    "compress" | "nodes" | keyof StoreKind
  >,
): readonly Squeezer[] {
  const kind = { protocol, reads, groups, splitMb } as StoreKind;
  switch (compress) {
    case "none":
      return [];
    case "zstd":
      return [zstd];
    case "deflate":
      return [deflate];
    case "dictionary":
      return [eachAlone(withDictionary(dictionaryFor(nodes, kind))), deflate];
    case "stream":
      return [oneStream, deflate];
  }
}
