/**
 * Networks as numbers: what is on its way, and how that changes. The messages of a network lie side by
 * side in one long array with those of all others, sorted so that equal networks are equal rows, and no
 * network is an object of its own: there are about as many of them as there are states.
 *
 * @module
 */

import { Interner } from "./interner.ts";
import { PairMap } from "./pairs.ts";
import type { Envelope, NetworkKind } from "./protocol_system.ts";
import { Rows } from "./rows.ts";
import type { WordEncoder } from "./word_encoder.ts";

/** Numbers the contents of a network; 0 is the empty one, and batch 0 is nothing to send. */
export class Networks {
  /** Numbers messages. */
  readonly envelopes: Interner<Envelope>;
  /** The messages of each network, sorted by rank. */
  readonly #rows = new Rows();
  readonly #batches = new Rows();
  /** Numbers what may happen to a network: a message leaves or none (−1), and a batch is sent. */
  readonly #changes = new PairMap();
  /** The network after a change. */
  readonly #next = new PairMap();
  readonly #to: number[] = [];
  /** Messages of one rank stay in the order of their sending: those of a link, if links keep order. */
  readonly #ranks: number[] = [];
  readonly #links = new Map<string, number>();
  #row = new Int32Array(16);

  /** Networks of one kind. */
  constructor(readonly kind: NetworkKind, readonly words: WordEncoder) {
    this.envelopes = new Interner(words);
    this.of([]);
    this.batch([]);
  }

  /** How much memory the networks hold, and the ways between them. */
  get bytes(): number {
    return this.#rows.bytes + this.#batches.bytes + this.#changes.bytes + this.#next.bytes;
  }

  /** The number of a message. */
  envelope(envelope: Envelope): number {
    const number = this.envelopes.number(envelope);
    if (number === this.#to.length) {
      this.#to.push(envelope.to);
      this.#ranks.push(this.kind === "ordered" ? this.#link(envelope) : number);
    }
    return number;
  }

  /** Where a message goes. */
  to(envelope: number): number {
    return this.#to[envelope]!;
  }

  /** The number of a list of messages. */
  batch(envelopes: readonly number[]): number {
    envelopes.forEach((envelope, place) => this.#put(place, envelope));
    return this.#batches.add(this.#row, envelopes.length);
  }

  /** The messages of a batch. */
  sent(batch: number): readonly number[] {
    return this.#batches.read(batch);
  }

  /** Different messages that may be delivered next. */
  deliverable(network: number): number[] {
    const found: number[] = [], end = this.end(network);
    for (let i = this.#rows.start(network); i < end; i++) {
      if (this.isDeliverable(network, i)) found.push(this.message(i));
    }
    return found;
  }

  /** The first place of a network's messages; `message` says what lies there. */
  start(network: number): number {
    return this.#rows.start(network);
  }

  /** The place after its last message. */
  end(network: number): number {
    return this.#rows.start(network + 1);
  }

  /** The message at a place. */
  message(place: number): number {
    return this.#rows.numbers[place]!;
  }

  /** Whether the message at a place of a network may be delivered next, and is not the same as before. */
  isDeliverable(network: number, place: number): boolean {
    const { numbers } = this.#rows;
    return place === this.#rows.start(network) ||
      this.#ranks[numbers[place]!] !== this.#ranks[numbers[place - 1]!];
  }

  /** All that is on its way. */
  contents(network: number): readonly number[] {
    return this.#rows.read(network);
  }

  /** The number of a network with these contents, in the order of their sending. */
  of(contents: readonly number[]): number {
    let length = 0;
    for (const envelope of contents) length = this.#insert(envelope, length);
    return this.#rows.add(this.#row, length);
  }

  /** The network after one copy of a message has left it, unless that is −1, and a batch was sent. */
  after(network: number, leaving: number, batch: number): number {
    if (leaving < 0 && batch === 0) return network;
    let change = this.#changes.get(leaving + 1, batch);
    if (change < 0) this.#changes.add(leaving + 1, batch, change = this.#changes.size);
    const known = this.#next.get(network, change);
    if (known >= 0) return known;
    let length = this.#without(network, leaving);
    const { numbers } = this.#batches, end = this.#batches.start(batch + 1);
    for (let i = this.#batches.start(batch); i < end; i++) {
      length = this.#insert(numbers[i]!, length);
    }
    const next = this.#rows.add(this.#row, length);
    this.#next.add(network, change, next);
    return next;
  }

  /** Writes a network, less one message, to the row; how long it is. */
  #without(network: number, leaving: number): number {
    const end = this.end(network), { numbers } = this.#rows;
    let length = 0, left = leaving < 0;
    for (let i = this.start(network); i < end; i++) {
      if (!left && numbers[i] === leaving) left = true;
      else this.#put(length++, numbers[i]!);
    }
    return length;
  }

  /** Inserts a message into the row, after all of its rank; how long it is then. */
  #insert(envelope: number, length: number): number {
    const ranks = this.#ranks, rank = ranks[envelope]!;
    let place = length;
    while (place > 0 && ranks[this.#row[place - 1]!]! > rank) place--;
    if (this.kind === "duplicating" && place > 0 && this.#row[place - 1] === envelope) {
      return length;
    }
    this.#put(length, envelope);
    for (let i = length; i > place; i--) this.#row[i] = this.#row[i - 1]!;
    this.#row[place] = envelope;
    return length + 1;
  }

  #put(place: number, envelope: number): void {
    if (place === this.#row.length) {
      const longer = new Int32Array(2 * place);
      longer.set(this.#row);
      this.#row = longer;
    }
    this.#row[place] = envelope;
  }

  #link({ from, to }: Envelope): number {
    const name = `${from} ${to}`;
    const known = this.#links.get(name);
    if (known !== undefined) return known;
    this.#links.set(name, this.#links.size);
    return this.#links.size - 1;
  }
}
