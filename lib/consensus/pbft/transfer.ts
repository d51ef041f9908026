/**
 * The state of a stable checkpoint, for a replica that has not come so far and cannot be told what it missed any more
 * (TOCS 2002, section 6.2.2; there the digests are a tree of several levels, here there is one). A quorum has signed the
 * digest of the digests of all pages: so each page is known to be right or wrong as soon as it comes, and a liar costs
 * the time of one question.
 *
 * @module
 */

import { forgetSettled, save } from "./say.ts";
import { keepFrom, restore } from "./checkpoint.ts";
import { execute, noteExecuted } from "./execute.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import type { Pbft } from "./settings.ts";
import { lowOf, type Replica, type Snapshot, type Transfer } from "./state.ts";

/** Asks another replica for what is missing, if this one is behind: some time has passed since it asked the last one. */
export function continueTransfer(pbft: Pbft, s: Replica, io: PbftIo): void {
  const sequence = lowOf(s);
  if (s.executed >= sequence || s.decided.has(s.executed + 1)) return void delete s.transfer;
  if (s.transfer?.sequence !== sequence) {
    s.transfer = { sequence, server: io.self, digests: null, pages: new Map() };
  }
  const { transfer } = s;
  do transfer.server = (transfer.server + 1) % pbft.replicas; while (
    pbft.replicas > 1 && transfer.server === io.self
  );
  if (transfer.digests === null) io.send(transfer.server, { type: "fetchPages", sequence });
  else fetchMissing(transfer, io);
}

function fetchMissing({ sequence, server, digests, pages }: Transfer, io: PbftIo): void {
  digests!.forEach((_, page) => {
    if (!pages.has(page)) io.send(server, { type: "fetchPage", sequence, page });
  });
}

/** A replica that is behind asks which pages there are. */
export function uponFetchPages(
  s: Replica,
  { from, sequence }: Incoming<"fetchPages">,
  io: PbftIo,
): void {
  const snapshot = s.snapshots.get(sequence);
  if (snapshot !== undefined) {
    io.send(from, { type: "pages", sequence, digests: snapshot.digests });
  }
}

/** The digests of the pages, if a quorum has signed theirs. */
export function uponPages(
  pbft: Pbft,
  s: Replica,
  { sequence, digests }: Incoming<"pages">,
  io: PbftIo,
): void {
  const { transfer } = s;
  if (transfer === undefined || transfer.digests !== null || sequence !== transfer.sequence) return;
  if (sequence !== lowOf(s) || pbft.digest(digests) !== s.stable!.statement.digest) return;
  transfer.digests = digests;
  fetchMissing(transfer, io);
}

/** It asks for a page. */
export function uponFetchPage(
  s: Replica,
  { from, sequence, page }: Incoming<"fetchPage">,
  io: PbftIo,
): void {
  const pages = s.snapshots.get(sequence)?.pages ?? [];
  if (page in pages) io.send(from, { type: "page", sequence, page, content: pages[page] });
}

/** A page, if it is the right one. */
export function uponPage(
  pbft: Pbft,
  s: Replica,
  { sequence, page, content }: Incoming<"page">,
  io: PbftIo,
): void {
  const { transfer } = s, wanted = transfer?.digests?.[page];
  if (transfer === undefined || wanted === undefined || sequence !== transfer.sequence) return;
  if (!pbft.rules.isPage(pbft.digest(content), wanted)) return;
  transfer.pages.set(page, content);
  const { digests, pages } = transfer;
  if (pages.size < digests!.length) return;
  delete s.transfer;
  const snapshot = { sequence, pages: digests!.map((_, i) => pages.get(i)), digests: digests! };
  if (sequence > s.executed) install(pbft, s, snapshot, io);
}

function install(pbft: Pbft, s: Replica, snapshot: Snapshot, io: PbftIo): void {
  restore(pbft, s, snapshot);
  s.snapshots.set(snapshot.sequence, snapshot);
  keepFrom(s, snapshot.sequence);
  save(pbft, { type: "installed", snapshot }, io);
  forgetSettled(s);
  noteExecuted(pbft, s, io);
  execute(pbft, s, io);
}
