/** How parts 5 and 6 are told. @module */

import { withoutParts } from "hb/grade/without_parts.ts";
import { listed, many, unlike } from "./saying.ts";

/** Both windows, in words. */
export interface Sizes {
  readonly stream: number;
  readonly connection: number;
}

/** No window may be larger. */
export const LARGEST = 2 ** 31 - 1;

/** A stream, or the connection. */
export const nameOf = (stream: number) => stream === 0 ? "the connection" : `stream ${stream}`;

/** What has happened so far, and how it fails. */
export class Tale {
  readonly #lines: string[] = [];

  constructor(readonly who: string, readonly sizes: Sizes) {}

  add(words: string): void {
    this.#lines.push(words);
  }

  asked(): string {
    const { stream, connection } = this.sizes;
    return `${this.who}, with a window of ${
      many(stream, "byte")
    } for each stream and ${connection} for the ` +
      `connection, to which this happens:\n${listed(this.#lines)}`;
  }

  fails(came: string, must: string, why: string): never {
    unlike({ asked: this.asked(), came, must, why });
  }
}

/** A script that is a little shorter, or in which numbers are smaller. */
export function* shorter<
  E extends { readonly bytes?: number },
  C extends { readonly script: readonly E[] },
>(
  given: C,
): Generator<C> {
  const { script } = given;
  for (const fewer of withoutParts(script)) yield { ...given, script: fewer };
  for (const [at, event] of script.entries()) {
    const { bytes = 0 } = event;
    if (bytes > 1) yield { ...given, script: script.with(at, { ...event, bytes: bytes >> 1 }) };
  }
}
