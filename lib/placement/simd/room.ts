/** The memory of a module of WebAssembly, given out piece by piece. @module */

/** What both modules export. */
export interface Compiled {
  /** All that a loop reads and writes. */
  readonly memory: WebAssembly.Memory;
  /** See `source/scalar/texts.as`. */
  texts(
    bytes: number,
    ends: number,
    count: number,
    seedHigh: number,
    seedLow: number,
    highs: number,
    lows: number,
  ): void;
  /** See `source/scalar/numbers.as`. */
  numbers(
    highs: number,
    lows: number,
    count: number,
    seed: number,
    outHighs: number,
    outLows: number,
  ): void;
  /** See `source/scalar/rendezvous.as`. */
  rendezvous(
    keyHighs: number,
    keyLows: number,
    keys: number,
    nodeHighs: number,
    nodeLows: number,
    nodes: number,
    out: number,
  ): void;
  /** See `source/scalar/search.as`. */
  search(
    points: number,
    count: number,
    tree: number,
    levels: number,
    positions: number,
    keys: number,
    out: number,
  ): void;
  /** See `source/fill.as`. */
  fill(next: number, skips: number, nodes: number, size: number, table: number): void;
}

/** A page of WebAssembly's memory. */
const PAGE = 65_536;

/** Vectors are read quickest where a cache line begins. */
const LINE = 64;

/** An instance of a module, with its own memory. */
export class Room {
  /** Its loops. */
  readonly loops: Compiled;
  // What is at 0 looks as if it were not set.
  #end = LINE;

  /** Of a compiled module. */
  constructor(module: WebAssembly.Module) {
    this.loops = new WebAssembly.Instance(module).exports as unknown as Compiled;
  }

  /** Room for so many bytes; returns where it is. */
  reserve(bytes: number): number {
    const at = this.#end, { memory } = this.loops;
    this.#end = Math.ceil((at + bytes) / LINE) * LINE;
    const lacking = this.#end - memory.buffer.byteLength;
    if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
    return at;
  }

  /** Puts words there; returns where. */
  put(words: Uint32Array | Int32Array): number {
    const at = this.reserve(words.byteLength);
    this.words(at, words.length).set(words);
    return at;
  }

  /** So many words, as long as nothing more is reserved. */
  words(at: number, count: number): Uint32Array {
    return new Uint32Array(this.loops.memory.buffer, at, count);
  }

  /** So many bytes, as long as nothing more is reserved. */
  bytes(at: number, count: number): Uint8Array {
    return new Uint8Array(this.loops.memory.buffer, at, count);
  }
}
