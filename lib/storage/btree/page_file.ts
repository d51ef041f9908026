/** The file of pages, and those of them that were read of late. @module */

import { joined } from "../../codec/joined.ts";
import type { Disk } from "../disk/disk.ts";
import { type Page, readPage } from "./page.ts";
import { PageCache } from "./page_cache.ts";
import type { TreeStatistics } from "./pager.ts";
import { PAGES } from "./roots.ts";

/** How many pages that lie side by side are written at once. */
const RUN = 64;

/** Reads and writes pages of one file. */
export class PageFile {
  /** How a person calls it. */
  readonly where: string;
  /** The length of a page. */
  readonly pageBytes: number;
  /** What is counted here. */
  readonly statistics: TreeStatistics;
  readonly #disk: Disk;
  readonly #cache: PageCache;

  /** A file with pages of this length. */
  constructor(disk: Disk, pageBytes: number, statistics: TreeStatistics, cachedPages = 4096) {
    this.where = `${disk.where}${PAGES}`;
    this.#disk = disk;
    this.pageBytes = pageBytes;
    this.statistics = statistics;
    this.#cache = new PageCache(cachedPages);
  }

  /** A page; `check` is 0 where whoever points to it does not know. */
  read(number: number, check: number): Page {
    const known = this.#cache.get(number);
    if (known !== undefined && (check === 0 || known.check === check)) return known;
    this.statistics.pagesRead++;
    const bytes = this.#disk.readAt(PAGES, number * this.pageBytes, this.pageBytes);
    const page = readPage(bytes, { number, check }, this.where);
    this.#cache.set(number, page);
    return page;
  }

  /** These pages are what the file has now. */
  keep(pages: Iterable<Page>): void {
    for (const page of pages) this.#cache.set(page.number, page);
  }

  /** Writes pages that have their checks. */
  write(pages: readonly Page[]): void {
    const sorted = pages.toSorted((a, b) => a.number - b.number);
    for (let from = 0; from < sorted.length;) {
      let to = from + 1;
      while (to < sorted.length && to < from + RUN && follows(sorted[to - 1]!, sorted[to]!)) to++;
      this.#writeRun(sorted.slice(from, to));
      from = to;
    }
    this.statistics.pagesWritten += pages.length;
    this.statistics.bytesWritten += pages.length * this.pageBytes;
  }

  /** Makes durable what was written. */
  sync(): void {
    this.#disk.sync(PAGES);
    this.statistics.syncs++;
  }

  /** A file ends somewhere, and pages between there and here were allocated and freed again. */
  #writeRun(run: readonly Page[]): void {
    const offset = run[0]!.number * this.pageBytes, gap = offset - this.#disk.size(PAGES);
    if (gap > 0) this.#disk.append(PAGES, new Uint8Array(gap));
    this.#disk.writeAt(PAGES, offset, joined(run.map(({ bytes }) => bytes)));
  }
}

function follows(page: Page, next: Page): boolean {
  return next.number === page.number + 1;
}
