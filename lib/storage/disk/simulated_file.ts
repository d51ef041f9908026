/**
 * One file of a simulated disk: what it holds, and everything that a crash may leave of it.
 *
 * A disk writes whole sectors, each when it likes, and a file's length is kept apart from its contents. So of
 * each sector every version since the last sync is kept, and of the length as well; a crash leaves any of
 * each.
 *
 * @module
 */

/** What a sector held from some moment on. */
export interface SectorVersion {
  /** When: a tick of the disk; the version that was durable came before every tick. */
  readonly time: number;
  /** All bytes of the sector. */
  readonly bytes: Uint8Array;
  /** How many of the bytes that were written reached it, where the write was torn; `undefined`: all. */
  readonly torn?: number;
}

/** How long a file was from some moment on. */
export interface LengthVersion {
  /** When. */
  readonly time: number;
  /** How long, in bytes. */
  readonly length: number;
  /** Whether it became so by a cut: what lay behind is gone, and zeros if the file grows again. */
  readonly isCut?: boolean;
  /** Whether a write that lengthened it was torn there. */
  readonly isTorn?: boolean;
}

/** What of a file is durable: all but these. */
export interface UnsureParts {
  /** The sectors that may not be as they are, by their numbers from 0. */
  readonly sectors: readonly number[];
  /** How long it is, in bytes. */
  readonly length: number;
  /** How long it may be after a crash, each length once. */
  readonly lengths: readonly number[];
}

/** How files are kept. */
export interface Platter {
  /** How much is written in one piece, in bytes. */
  readonly sectorBytes: number;
  /** A write of a sector may be torn at multiples of this; `undefined`: never. */
  readonly tearBytes: number | undefined;
  /** Whether what was never written may hold something else than zeros. */
  readonly garbage: boolean;
}

/** A file. Invariant: `end <= length`. */
export class SimulatedFile {
  /** How long it is, in bytes, with the room behind its end. */
  length: number;
  /** Where `append` writes next. */
  end: number;
  /** The sectors whose contents are not sure, with all that each may hold, the oldest first. */
  readonly sectors: Map<number, SectorVersion[]> = new Map();
  /** All lengths that it may have, the oldest first. */
  lengths: LengthVersion[];
  readonly #platter: Platter;
  /** Zeros behind the length; always some whole sectors. */
  #bytes: Uint8Array;
  /** Until when a sync failed: what was written before that may be lost though a later one succeeds. */
  #failedAt = -Infinity;

  /** A file that holds these bytes, durably. */
  constructor(platter: Platter, bytes: Uint8Array = new Uint8Array()) {
    this.#platter = platter;
    this.#bytes = new Uint8Array(0);
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes);
    this.length = bytes.length;
    this.end = bytes.length;
    this.lengths = [{ time: -1, length: bytes.length }];
  }

  /** The same file once more, with all that is not sure of it. */
  copy(): SimulatedFile {
    const copy = new SimulatedFile(this.#platter);
    copy.#bytes = this.#bytes.slice();
    copy.length = this.length;
    copy.end = this.length;
    copy.lengths = [...this.lengths];
    copy.#failedAt = this.#failedAt;
    for (const [sector, versions] of this.sectors) {
      copy.sectors.set(sector, versions.map((v) => ({ ...v, bytes: v.bytes.slice() })));
    }
    return copy;
  }

  /** A copy of up to `length` bytes. */
  read(offset: number, length: number): Uint8Array {
    return this.#bytes.slice(offset, Math.min(this.length, offset + length));
  }

  /** Writes sector by sector, from the first to the last, each at a tick of its own. */
  write(offset: number, bytes: Uint8Array, tick: () => number): void {
    const { sectorBytes } = this.#platter;
    this.#makeRoom(offset + bytes.length);
    for (let from = 0; from < bytes.length;) {
      const place = offset + from;
      const to = Math.min(bytes.length, from + sectorBytes - place % sectorBytes);
      this.#writePiece(place, bytes.subarray(from, to), tick());
      from = to;
    }
  }

  /** Cuts it to `length` bytes. */
  cut(length: number, time: number): void {
    const { sectorBytes } = this.#platter;
    for (let at = length; at < this.length; at += sectorBytes - at % sectorBytes) {
      this.#versionsOf(Math.floor(at / sectorBytes));
    }
    this.#bytes.fill(0, length, this.length);
    if (length % sectorBytes !== 0 && length < this.length) {
      const sector = Math.floor(length / sectorBytes);
      this.#versionsOf(sector).push({ time, bytes: this.#sector(sector) });
    }
    this.lengths.push({ time, length, isCut: true });
    this.length = length;
    this.end = length;
  }

  /** What it holds is durable, except for what a sync failed to write and nobody wrote again. */
  settle(): void {
    for (const [sector, versions] of this.sectors) {
      if (versions.at(-1)!.time > this.#failedAt) this.sectors.delete(sector);
      else {
        this.sectors.set(sector, versions.map((v) => ({ ...v, bytes: this.visible(sector, v) })));
      }
    }
    if (this.lengths.at(-1)!.time > this.#failedAt) {
      this.lengths = [{ time: -1, length: this.length }];
    }
  }

  /** A sync failed: nobody knows what of it was written, and no later sync tries again. */
  fail(time: number): void {
    this.#failedAt = time;
  }

  /** Changes one byte wherever it is kept. */
  damage(offset: number, xor: number): void {
    const { sectorBytes } = this.#platter;
    this.#bytes[offset]! ^= xor;
    for (const { bytes } of this.sectors.get(Math.floor(offset / sectorBytes)) ?? []) {
      bytes[offset % sectorBytes]! ^= xor;
    }
  }

  /**
   * What a version of a sector shows in a file whose length was kept as of some moment: nothing that was cut
   * off.
   */
  visible(sector: number, version: SectorVersion, until = Infinity): Uint8Array {
    const start = sector * this.#platter.sectorBytes;
    let { bytes } = version;
    for (const { time, length, isCut } of this.lengths) {
      const hides = isCut && version.time < time && time <= until &&
        length < start + bytes.length;
      if (hides) bytes = bytes.slice().fill(0, Math.max(0, length - start));
    }
    return bytes;
  }

  /** What is not sure of it now. */
  unsure(): UnsureParts {
    const lengths = [...new Set(this.lengths.map(({ length }) => length))];
    return {
      sectors: [...this.sectors.keys()].sort((a, b) => a - b),
      length: this.length,
      lengths,
    };
  }

  /** All of it, with these in the place of the sectors that are not sure. */
  contents(length: number, sectors: Iterable<readonly [number, Uint8Array]>): Uint8Array {
    const contents = this.#bytes.slice(0, length);
    for (const [sector, bytes] of sectors) {
      const start = sector * this.#platter.sectorBytes;
      if (start < length) contents.set(bytes.subarray(0, length - start), start);
    }
    return contents;
  }

  #writePiece(place: number, piece: Uint8Array, time: number): void {
    const { sectorBytes, tearBytes = Infinity } = this.#platter;
    const sector = Math.floor(place / sectorBytes), start = place % sectorBytes;
    const versions = this.#versionsOf(sector), behind = place + piece.length;
    const before = this.#sector(sector);
    this.#bytes.set(piece, place);
    const bytes = this.#sector(sector);
    // What is behind the tear is what the platter has: what was durable, or what was written last.
    for (const old of versions.length > 1 ? [versions[0]!.bytes, before] : [before]) {
      for (let torn = tearBytes; torn < piece.length; torn += tearBytes) {
        const mixed = old.slice();
        mixed.set(bytes.subarray(0, start + torn));
        versions.push({ time, bytes: mixed, torn });
      }
    }
    for (let torn = tearBytes; torn < piece.length; torn += tearBytes) {
      if (place + torn > this.length) {
        this.lengths.push({ time, length: place + torn, isTorn: true });
      }
    }
    versions.push({ time, bytes });
    if (behind > this.length) {
      this.length = behind;
      this.lengths.push({ time, length: behind });
    }
  }

  /** The versions of a sector, with the durable one, before it is changed. */
  #versionsOf(sector: number): SectorVersion[] {
    const known = this.sectors.get(sector);
    if (known !== undefined) return known;
    const versions: SectorVersion[] = [{ time: -1, bytes: this.#sector(sector) }];
    const unwritten = this.lengths[0]!.length - sector * this.#platter.sectorBytes;
    if (this.#platter.garbage && unwritten < this.#platter.sectorBytes) {
      const bytes = this.#sector(sector);
      for (let i = Math.max(0, unwritten); i < bytes.length; i++) bytes[i] = 165 ^ i;
      versions.unshift({ time: -2, bytes });
    }
    this.sectors.set(sector, versions);
    return versions;
  }

  #sector(sector: number): Uint8Array {
    const { sectorBytes } = this.#platter;
    return this.#bytes.slice(sector * sectorBytes, (sector + 1) * sectorBytes);
  }

  #makeRoom(length: number): void {
    const { sectorBytes } = this.#platter;
    if (length <= this.#bytes.length) return;
    const sectors = Math.ceil(Math.max(length, 2 * this.#bytes.length) / sectorBytes);
    const larger = new Uint8Array(sectors * sectorBytes);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
