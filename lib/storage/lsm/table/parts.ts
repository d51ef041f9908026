/** Opens the file of a table. @module */

import { ByteReader } from "../../../codec/byte_reader.ts";
import type { Filter } from "../../bloom/filter.ts";
import { readFilter } from "../../bloom/read_filter.ts";
import type { Disk } from "../../disk/disk.ts";
import { Blocks, fileOf, well } from "./blocks.ts";
import type { Shelf } from "./cache.ts";
import { type Compression, none } from "../../../codec/compression.ts";
import { FOOTER, readFooter } from "./footer.ts";
import { readProperties, readRanges } from "./properties.ts";
import { type BlockType, types, unseal } from "./sealed.ts";
import type { RangeTombstone, TableSummary } from "./version.ts";

/** What is in the file of a table. */
export interface Parts {
  /** What it says of itself. */
  readonly summary: TableSummary;
  /** Its range tombstones, in their order. */
  readonly ranges: readonly RangeTombstone[];
  /** What knows its keys, if anything does. */
  readonly filter: Filter | undefined;
  /** Where its versions are. */
  readonly blocks: Blocks;
}

/** Reads all but the versions; `shelf` is where blocks of them will be kept, if anywhere. */
export function readParts(
  disk: Disk,
  name: string,
  compressions: readonly Compression[],
  shelf: Shelf | undefined,
): Parts {
  const size = disk.size(name),
    file = fileOf({ disk, name }),
    footerAt = Math.max(0, size - FOOTER);
  const footer = readFooter(disk.readAt(name, footerAt, size - footerAt), file, size);
  const behind = disk.readAt(name, footer.filter, footerAt - footer.filter);
  const open = (type: BlockType, position: number, end: number) =>
    unseal(behind.subarray(position - footer.filter, end - footer.filter), {
      file,
      position,
      type,
    });
  const filter = open(types.filter, footer.filter, footer.ranges);
  const ranges = open(types.ranges, footer.ranges, footer.properties);
  const properties = open(types.properties, footer.properties, footer.index);
  const index = open(types.index, footer.index, footerAt);
  const { compression: called, ...facts } = well(
    `the properties of ${file}`,
    () => readProperties(new ByteReader(properties)),
  );
  const compression = [none, ...compressions].find((known) => known.name === called);
  if (compression === undefined) {
    const known = ["none", ...compressions.map((known) => known.name)].join(", ");
    throw new Error(`Cannot read ${file} because it is compressed by ${called}: given ${known}`);
  }
  return {
    summary: { name, bytes: size, ...facts },
    ranges: well(`the range tombstones of ${file}`, () => readRanges(new ByteReader(ranges))),
    filter: filter.length === 0
      ? undefined
      : well(`the filter of ${file}`, () => readFilter(filter)),
    blocks: new Blocks({ disk, name, compression, shelf }, index, footer.filter),
  };
}
