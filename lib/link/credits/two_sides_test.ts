/** A sender and a receiver of bytes with two wires between them, for the tests of credit. */

import { assertEquals } from "@std/assert";
import { creditLost } from "./conservation.ts";
import { ReceiveCredits } from "./receiving.ts";
import { SendCredits } from "./sending.ts";
import { CONNECTION, type Windows } from "./window.ts";

type Forth =
  | { readonly type: "data"; readonly stream: number; readonly bytes: number }
  | { readonly type: "acknowledged" }
  | { readonly type: "over"; readonly stream: number };

type Back =
  | { readonly type: "grant"; readonly stream: number; readonly bytes: number }
  | { readonly type: "size"; readonly bytes: number }
  | { readonly type: "reset"; readonly stream: number };

/** Both sides. The wires keep order, as TCP does; when something arrives is up to the test. */
export class TwoSides {
  readonly sender: SendCredits;
  readonly receiver: ReceiveCredits;
  readonly forth: Forth[] = [];
  readonly back: Back[] = [];
  /** Streams that both sides think open. */
  readonly open = new Set<number>();
  sizeOf: number;
  readonly connectionSize: number;

  constructor({ stream = 65_535, connection = 65_535 }: Windows = {}) {
    this.sizeOf = stream;
    this.connectionSize = connection;
    this.sender = new SendCredits({ stream, connection });
    this.receiver = new ReceiveCredits({ stream, connection });
  }

  begin(stream: number): void {
    this.sender.open(stream);
    this.receiver.open(stream);
    this.open.add(stream);
  }

  /** Sends as much as may be sent of so many bytes; returns how many that were. */
  send(stream: number, bytes: number): number {
    const sent = Math.min(bytes, this.sender.available(stream));
    if (sent === 0) return 0;
    this.sender.spend(stream, sent);
    this.forth.push({ type: "data", stream, bytes: sent });
    return sent;
  }

  /** The sender gives a stream up. */
  abandon(stream: number): void {
    this.sender.close(stream);
    this.open.delete(stream);
    this.forth.push({ type: "over", stream });
  }

  /** The receiver gives a stream up. */
  reset(stream: number): void {
    this.receiver.close(stream);
    this.open.delete(stream);
    this.back.push({ type: "reset", stream });
    this.grant();
  }

  consume(stream: number, bytes: number): void {
    this.receiver.consume(stream, bytes);
    this.grant();
  }

  resize(bytes: number): void {
    this.receiver.announce(bytes);
    this.back.push({ type: "size", bytes });
  }

  /** The next thing on the way to the receiver arrives; returns the stream that bytes came on. */
  arriveForth(): number | undefined {
    const next = this.forth.shift();
    if (next?.type === "data") this.receiver.receive(next.stream, next.bytes);
    else if (next?.type === "over") this.receiver.close(next.stream);
    else if (next?.type === "acknowledged") this.receiver.acknowledged();
    this.grant();
    return next?.type === "data" ? next.stream : undefined;
  }

  arriveBack(): void {
    const next = this.back.shift();
    if (next?.type === "grant") this.sender.grant(next.stream, next.bytes);
    else if (next?.type === "reset") this.sender.close(next.stream);
    else if (next?.type === "size") {
      this.sender.resize(next.bytes);
      this.sizeOf = next.bytes;
      this.forth.push({ type: "acknowledged" });
    }
  }

  settle(): void {
    while (this.forth.length + this.back.length > 0) {
      this.arriveForth();
      this.arriveBack();
    }
  }

  grant(): void {
    for (const grant of this.receiver.grants()) this.back.push({ type: "grant", ...grant });
  }

  check(): void {
    assertEquals(this.receiver.violations(), []);
    const quiet = !this.back.some(({ type }) => type === "size") &&
      !this.forth.some(({ type }) => type === "acknowledged");
    const sizes = new Map([[CONNECTION, this.connectionSize]]);
    if (quiet) { for (const stream of this.open) sizes.set(stream, this.sizeOf); }
    const sum = (list: readonly (Forth | Back)[], type: string, stream: number) =>
      list.reduce((sum, each) => {
        const counts = each.type === type && "stream" in each && "bytes" in each &&
          (each.stream === stream || (type === "data" && stream === CONNECTION));
        return counts ? sum + each.bytes : sum;
      }, 0);
    const onTheWay = {
      data: (stream: number) => sum(this.forth, "data", stream),
      grants: (stream: number) => sum(this.back, "grant", stream),
    };
    assertEquals(creditLost(this.sender, this.receiver, onTheWay, sizes), []);
  }
}
