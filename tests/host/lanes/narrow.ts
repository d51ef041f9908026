/** A way that carries so many bytes towards the listener, and no more before it is opened. */

import type { Address } from "hb/host/address.ts";

/** It, for one who dials. */
export class Narrow {
  readonly address: Address;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #to: Address;
  readonly #sockets: Deno.Conn[] = [];
  readonly #work: Promise<void>;
  readonly #opened = Promise.withResolvers<void>();
  #left: number;

  /** It leads to an address. */
  constructor(to: Address, bytes: number) {
    this.address = { hostname: "127.0.0.1", port: this.#listener.addr.port };
    this.#to = to;
    this.#left = bytes;
    this.#work = this.#run();
  }

  /** How many bytes it may still carry. */
  get left(): number {
    return this.#left;
  }

  /** It is as wide as it can be from now on. */
  open(): void {
    this.#opened.resolve();
    this.#left = Infinity;
  }

  async #run(): Promise<void> {
    try {
      for await (const from of this.#listener) {
        const to = await Deno.connect({ ...this.#to, transport: "tcp" });
        this.#sockets.push(from, to);
        await Promise.all([this.#carry(from, to, true), this.#carry(to, from, false)]);
      }
    } catch { /* it is over */ }
  }

  async #carry(from: Deno.Conn, to: Deno.Conn, isNarrow: boolean): Promise<void> {
    const bytes = new Uint8Array(2 ** 14);
    for (;;) {
      if (isNarrow && this.#left <= 0) await this.#opened.promise;
      const count = await from.read(bytes.subarray(0, isNarrow ? this.#left : undefined));
      if (count === null) return;
      if (isNarrow) this.#left -= count;
      for (let at = 0; at < count;) at += await to.write(bytes.subarray(at, count));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.open();
    this.#listener.close();
    for (const socket of this.#sockets) {
      try {
        socket.close();
      } catch { /* it is closed */ }
    }
    await this.#work;
  }
}
