/** What a watch has told, for a test that waits for it. */

import type { GrpcClient } from "./grpc_nodes.ts";

/** A change as it was told; a value that is missing is a key that was taken out. */
export interface Told {
  readonly revision: number;
  readonly key: string;
  readonly value?: string;
}

/** A stream of changes. */
export class Watching {
  readonly events: Told[] = [];
  /** The last revision that was told; undefined before the watch has begun. */
  revision: number | undefined;
  readonly #stream;
  #ended: number | undefined;
  #wake: () => void = () => {};

  constructor(client: GrpcClient, request: object) {
    this.#stream = client.stream("Watch", request);
    this.#stream.on("data", ({ revision, events }: { revision?: number; events: Told[] }) => {
      this.revision = revision ?? 0;
      this.events.push(...events);
      this.#wake();
    });
    this.#stream.on("error", (error: Error & { code: number }) => {
      this.#ended = error.code;
      this.#wake();
    });
  }

  /** Waits until this holds of what was told; throws where the stream ends before. */
  async until(holds: (watching: this) => boolean): Promise<void> {
    while (!holds(this)) {
      if (this.#ended !== undefined) throw new Error(`the watch ended with code ${this.#ended}`);
      await this.#more();
    }
  }

  /** Waits for the end, and gives its code. */
  async end(): Promise<number> {
    while (this.#ended === undefined) await this.#more();
    return this.#ended;
  }

  cancel(): void {
    this.#stream.cancel();
  }

  async #more(): Promise<void> {
    await new Promise<void>((resolve) => this.#wake = resolve);
  }
}
