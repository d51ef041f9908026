/** Versions in the order that an order of time shows. @module */

import { Ints } from "./ints.ts";

/** A version and one after it, and the two transactions whose order of time shows it. */
export interface Order {
  /** The version that is earlier. */
  readonly earlier: number;
  /** The version that is later. */
  readonly later: number;
  /** The transaction that left the earlier one, and ended. */
  readonly departed: number;
  /** The transaction that found the later one, and began after that. */
  readonly arrived: number;
}

/** Many of those. */
export class Orders {
  readonly #earlier = new Ints();
  readonly #later = new Ints();
  readonly #departed = new Ints();
  readonly #arrived = new Ints();

  /** How many there are. */
  get length(): number {
    return this.#earlier.length;
  }

  /** Adds one. */
  add(earlier: number, later: number, departed: number, arrived: number): void {
    this.#earlier.push(earlier);
    this.#later.push(later);
    this.#departed.push(departed);
    this.#arrived.push(arrived);
  }

  /** The one at an index. */
  at(i: number): Order {
    return {
      earlier: this.#earlier.at(i),
      later: this.#later.at(i),
      departed: this.#departed.at(i),
      arrived: this.#arrived.at(i),
    };
  }

  /** The versions of all of them, as they are now. */
  get versions(): { readonly earlier: Int32Array; readonly later: Int32Array } {
    return { earlier: this.#earlier.view(), later: this.#later.view() };
  }

  /** Some of them. */
  filter(keep: (order: Order) => boolean): Orders {
    const some = new Orders();
    for (const order of this) {
      if (keep(order)) some.add(order.earlier, order.later, order.departed, order.arrived);
    }
    return some;
  }

  /** All of them. */
  *[Symbol.iterator](): Generator<Order> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }
}
