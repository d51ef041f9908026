/** Networks as numbers: what is on its way, and how that changes. @module */

import { Interner } from "./interner.ts";
import { PairMap } from "./pairs.ts";
import type { Envelope, NetworkKind } from "./protocol_system.ts";

/** Numbers the contents of a network; 0 is the empty one, and batch 0 is nothing to send. */
export class Networks {
  /** Numbers messages. */
  readonly envelopes: Interner<Envelope> = new Interner();
  readonly #numbers = new Map<string, number>();
  readonly #contents: (readonly number[])[] = [];
  readonly #deliverable: Int32Array[] = [];
  readonly #batches = new Interner<readonly number[]>();
  readonly #with = new PairMap();
  readonly #without = new PairMap();
  readonly #to: number[] = [];

  /** Networks of one kind. */
  constructor(readonly kind: NetworkKind) {
    this.of([]);
    this.batch([]);
  }

  /** The number of a message. */
  envelope(envelope: Envelope): number {
    const number = this.envelopes.number(envelope);
    this.#to[number] = envelope.to;
    return number;
  }

  /** Where a message goes. */
  to(envelope: number): number {
    return this.#to[envelope]!;
  }

  /** The number of a list of messages. */
  batch(envelopes: readonly number[]): number {
    return this.#batches.number(envelopes);
  }

  /** The messages of a batch. */
  sent(batch: number): readonly number[] {
    return this.#batches.value(batch);
  }

  /** Different messages that may be delivered next. */
  deliverable(network: number): Int32Array {
    return this.#deliverable[network]!;
  }

  /** All that is on its way. */
  contents(network: number): readonly number[] {
    return this.#contents[network]!;
  }

  /** The network after a batch was sent. */
  with(network: number, batch: number): number {
    if (batch === 0) return network;
    const known = this.#with.get(network, batch);
    if (known >= 0) return known;
    const next = this.of([...this.#contents[network]!, ...this.#batches.value(batch)]);
    this.#with.add(network, batch, next);
    return next;
  }

  /** The network after one copy of a message has left it. */
  without(network: number, envelope: number): number {
    const known = this.#without.get(network, envelope);
    if (known >= 0) return known;
    const contents = this.#contents[network]!;
    const next = this.of(contents.toSpliced(contents.indexOf(envelope), 1));
    this.#without.add(network, envelope, next);
    return next;
  }

  /** The number of a network with these contents, whatever their order where that does not matter. */
  of(contents: readonly number[]): number {
    const sorted = this.#normal(contents);
    const text = sorted.join();
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#contents.push(sorted) - 1;
    this.#numbers.set(text, number);
    this.#deliverable.push(Int32Array.from(this.#heads(sorted)));
    return number;
  }

  #normal(contents: readonly number[]): readonly number[] {
    if (this.kind === "ordered") return contents.toSorted((a, b) => this.#link(a) - this.#link(b));
    const sorted = contents.toSorted((a, b) => a - b);
    return this.kind === "duplicating" ? [...new Set(sorted)] : sorted;
  }

  #heads(contents: readonly number[]): readonly number[] {
    if (this.kind !== "ordered") return [...new Set(contents)];
    return contents.filter((envelope, at) =>
      at === 0 || this.#link(contents[at - 1]!) !== this.#link(envelope)
    );
  }

  #link(envelope: number): number {
    const { from, to } = this.envelopes.value(envelope);
    return from * 65536 + to;
  }
}
