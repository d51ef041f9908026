/** Transactions that are committed to a file of pages, with every crash. @module */

import type { Grading } from "hb/grade/part.ts";
import { crc32c } from "hb/codec/crc32c.ts";
import type { Tell } from "hb/storage/disk/crash_report.ts";
import { DiskFailure, type DiskFault } from "hb/storage/disk/faults.ts";
import type { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Root, Roots } from "../given.ts";
import { type Broken, survives } from "./crashing.ts";
import { areSame, bytesOf, many, unlike } from "./saying.ts";

/** What a file is like. */
interface Layout {
  readonly pageBytes: number;
  /** Trees stand on pages 2 to 4 by turns; the first on one that is so much further. */
  readonly shift: number;
}

const FILE = "store";
/** Transactions 0 and 1 are there, and pages up to here that nobody asks for. */
const PAGES = 9;

/** Requires that a transaction is durable when it is committed, and its pages before its root. */
export function commits(roots: Roots, grading: Grading): void {
  const small = { pageBytes: 16, shift: 0 }, large = { pageBytes: 24, shift: 1 };
  for (const layout of [small, large]) explore(roots, layout, [], grading);
  for (let nth = 0; nth < 6; nth++) {
    explore(roots, small, [{ type: "sync fails", nth }], grading);
    explore(roots, large, [{ type: "write fails", nth, kept: 5 }], grading);
  }
}

/** Transaction 4 changes no page: its tree is that of the one before. */
const treeOf = (transaction: number) => transaction === 4 ? 3 : transaction;

const pageOf = (transaction: number, { shift }: Layout) => 2 + (treeOf(transaction) + shift) % 3;

/** What a tree has on its page. */
const contents = (transaction: number, { pageBytes }: Layout) =>
  bytesOf(`transaction ${treeOf(transaction)}`.padEnd(pageBytes, "."));

/** A root as a page: its numbers, and a check. */
function rootPage({ transaction, page }: Root, { pageBytes }: Layout): Uint8Array {
  const bytes = new Uint8Array(pageBytes), view = new DataView(bytes.buffer), end = pageBytes - 4;
  view.setUint32(0, transaction);
  view.setUint32(8, page);
  view.setUint32(end, crc32c(bytes.subarray(0, end)));
  return bytes;
}

function rootOn(file: Uint8Array, page: number, { pageBytes }: Layout): Root | undefined {
  const bytes = file.slice(page * pageBytes, (page + 1) * pageBytes), end = pageBytes - 4;
  const view = new DataView(bytes.buffer);
  if (bytes.length < pageBytes || view.getUint32(end) !== crc32c(bytes.subarray(0, end))) {
    return undefined;
  }
  return { transaction: view.getUint32(0), page: view.getUint32(8) };
}

function begun(layout: Layout): Uint8Array {
  const { pageBytes } = layout, file = new Uint8Array(PAGES * pageBytes);
  for (const transaction of [0, 1]) {
    const page = pageOf(transaction, layout);
    file.set(rootPage({ transaction, page }, layout), transaction * pageBytes);
    file.set(contents(transaction, layout), page * pageBytes);
  }
  return file;
}

/** Commits a transaction; false if the disk fails, as it is to. */
function commit(
  roots: Roots,
  disk: SimulatedDisk,
  layout: Layout,
  transaction: number,
  fails: string,
): boolean {
  const { pageBytes } = layout, page = pageOf(transaction, layout), root = { transaction, page };
  const pages = new Map<number, Uint8Array>();
  if (treeOf(transaction) === transaction) pages.set(page, contents(transaction, layout));
  // The file grows by pages whose numbers have one digit, and two.
  if (transaction === 3) {
    for (const more of [9, 10, 11]) {
      pages.set(more, contents(more, layout));
    }
  }
  const { syncs, bytesWritten } = disk.meter, file = FILE;
  try {
    roots.commit(disk, { file, pageBytes, pages, root, rootPage: rootPage(root, layout) });
  } catch (thrown) {
    if (fails !== "" && thrown instanceof DiskFailure) return false;
    throw thrown;
  }
  const asked = `transaction ${transaction}, with ${
    many(pages.size, "page")
  } of ${pageBytes} bytes${fails}`;
  const spent = disk.meter.syncs - syncs, written = disk.meter.bytesWritten - bytesWritten;
  const most = pageBytes * (pages.size + 1);
  if (spent > 2 || written > most) {
    unlike({
      asked,
      came: `${many(spent, "sync")}, ${many(written, "byte")} written`,
      must: `2 syncs, ${most} bytes`,
      why: "one sync for the pages, and one for the root",
    });
  }
  stands(disk.read(FILE), asked, { root, pages }, layout);
  return true;
}

/** Requires that all is in its place. */
function stands(
  file: Uint8Array,
  asked: string,
  { root, pages }: { readonly root: Root; readonly pages: ReadonlyMap<number, Uint8Array> },
  layout: Layout,
): void {
  const { transaction } = root, { pageBytes } = layout, place = transaction % 2;
  const tell = (found: Root | undefined) =>
    found === undefined ? "no good root" : `the root of transaction ${found.transaction}`;
  const found = rootOn(file, place, layout);
  if (found?.transaction !== transaction) {
    const other = rootOn(file, 1 - place, layout);
    unlike({
      asked,
      came: `page ${place} has ${tell(found)}, and page ${1 - place} has ${tell(other)}`,
      must: `page ${place} has ${tell(root)}`,
      why: `${transaction} % 2 is ${place}, and ${TURNS}`,
    });
  }
  for (const [page, bytes] of pages) {
    if (areSame(file.slice(page * pageBytes, (page + 1) * pageBytes), bytes)) continue;
    const came = `page ${page}, from byte ${page * pageBytes} on, is not what was given`;
    unlike({ asked, came, must: "it is", why: "a tree needs all of its pages" });
  }
}

function explore(
  roots: Roots,
  layout: Layout,
  faults: readonly DiskFault[],
  grading: Grading,
): void {
  const [fault] = faults, mayFail = fault !== undefined, { pageBytes } = layout;
  const fails = mayFail ? `; ${fault.type.split(" ")[0]} ${fault.nth + 1} of the disk fails` : "";
  survives<number>({
    asked: `transactions 2 to 5, in a file with pages of ${pageBytes} bytes${fails}; ` +
      "whoever opens it after a crash commits the next one",
    disk: { files: new Map([[FILE, begun(layout)]]), faults },
    onlyAtEnd: mayFail,
    budget: { depth: mayFail ? 0 : 1, perCrash: 40, perFurtherCrash: 6 },
    work(disk, tell) {
      tell(1);
      for (const transaction of [2, 3, 4, 5]) {
        if (!commit(roots, disk, layout, transaction, fails)) return;
        tell(transaction);
      }
    },
    check: (disk, promised = 1, tell) => check(roots, disk, layout, promised, tell),
  }, grading);
}

function check(
  roots: Roots,
  disk: SimulatedDisk,
  layout: Layout,
  promised: number,
  tell: Tell<number>,
): Broken | undefined {
  const found = wrongIn(disk, roots, layout, promised);
  if (typeof found !== "number") return found;
  commit(roots, disk, layout, found + 1, "");
  tell(found + 1);
  const again = wrongIn(disk, roots, layout, found + 1);
  return typeof again === "number" ? undefined : again;
}

/** The transaction that counts, if all is right with it. */
function wrongIn(
  disk: SimulatedDisk,
  roots: Roots,
  layout: Layout,
  promised: number,
): number | Broken {
  const { pageBytes } = layout, file = disk.read(FILE);
  const pair = [rootOn(file, 0, layout), rootOn(file, 1, layout)] as const;
  const chosen = roots.choose(pair), root = chosen === undefined ? undefined : pair[chosen];
  if (root === undefined) return { came: "no root is good", must: "one of both is", why: TURNS };
  const { transaction, page } = root;
  if (transaction < promised) {
    const came = `transaction ${transaction} counts, and ${promised} was committed`;
    return { came, must: `${promised}, or a later one`, why: DURABLE };
  }
  const found = file.slice(page * pageBytes, (page + 1) * pageBytes);
  if (areSame(found, contents(transaction, layout))) return transaction;
  const inText = (bytes: Uint8Array) =>
    `"${new TextDecoder().decode(bytes).replaceAll("\0", "·")}"`;
  const came = `the root of transaction ${transaction} counts, and its page ${page}, from byte ${
    page * pageBytes
  } on, holds ${inText(found)}`;
  return { came, must: inText(contents(transaction, layout)), why: FIRST };
}

const TURNS =
  "the root of transaction t stands on page t % 2: one that is half written is not the only one " +
  "(section 17.2: a sector is written whole, a page is not)";
const DURABLE = "a transaction is durable when `commit` returns (section 17.2)";
const FIRST =
  "the pages of a transaction are durable before its root is written, as the disk writes in the " +
  "order that suits it (section 17.2)";
