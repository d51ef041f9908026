import { assertEquals, assertThrows } from "@std/assert";
import { ByteReader } from "../../codec/byte_reader.ts";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { FRAME_HEADER } from "../../codec/frame.ts";
import type { Bytes } from "../../security/identity/secret.ts";
import { Incoming } from "../incoming.ts";
import { Messages } from "../messages.ts";
import type { Packed } from "../node.ts";
import { kinds, Refusal } from "../wire.ts";
import { Boundary, readProofs, writeProofs } from "./boundary.ts";
import type { Notary } from "./notary.ts";

interface Numbered {
  readonly type: "numbered";
  readonly number: number;
}

/** A notary whose work ends when the test says so: odd numbers have a proof, and 13 can have none. */
function slow() {
  const waiting: (() => void)[] = [];
  const later = <T>(value: () => T) =>
    new Promise<T>((resolve, reject) =>
      waiting.push(() => {
        try {
          resolve(value());
        } catch (error) {
          reject(error);
        }
      })
    );
  const notary: Notary = {
    prove(message) {
      const { number } = message as Numbered;
      if (number % 2 === 0) return undefined;
      return later(() => {
        if (number === 13) throw new Error("it was never shown 13");
        return Uint8Array.of(number);
      });
    },
    faultOf: (message, proofs) =>
      later(() => proofs?.[0] === (message as Numbered).number ? undefined : "it is wrong"),
    besides: () => [],
    recall() {},
  };
  return { notary, waiting };
}

function boundaryOf(notary: Notary, queueBytes = 1000) {
  const traffic = { sentBytes: 0, dropped: 0 }, lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const boundary = new Boundary({ notary, limits: { queueBytes }, traffic, log });
  return { boundary, traffic, lines };
}

const messages = new Messages<Numbered>(undefined, []);

function packed(boundary: Boundary, number: number): Packed {
  const message: Numbered = { type: "numbered", number };
  return boundary.proven(messages.pack(message, "plain"), message);
}

/** What leaves: the number, and whether it is proven. */
function seen({ bytes }: Packed): string {
  const reader = new ByteReader(bytes.subarray(FRAME_HEADER)), kind = reader.byte();
  const proofs = kind === kinds.signed ? ` ${readProofs(reader)}` : "";
  return `${messages.read(reader, "plain", "nodes", () => true).number}${proofs}`;
}

async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

Deno.test("messages to a peer leave in their order, whenever their signatures are there", async () => {
  const { notary, waiting } = slow(), { boundary } = boundaryOf(notary);
  const left: string[] = [];
  const send = (to: number, number: number) =>
    boundary.send(to, packed(boundary, number), (each) => left.push(`${to}: ${seen(each)}`));
  send(1, 2);
  assertEquals(left, ["1: 2"], "nothing has to be signed");
  for (const number of [3, 5, 4]) send(1, number);
  send(2, 6);
  waiting[1]!();
  await turns();
  assertEquals(left, ["1: 2", "2: 6"]);
  waiting[0]!();
  await boundary.settled();
  assertEquals(left, ["1: 2", "2: 6", "1: 3 3", "1: 5 5", "1: 4"]);
  await turns();
  send(1, 8);
  assertEquals(left.at(-1), "1: 8", "the line is over");
});

Deno.test("what cannot be proven does not leave, is told once, and holds up nobody", async () => {
  const { notary, waiting } = slow(), { boundary, lines } = boundaryOf(notary), left: string[] = [];
  for (const number of [13, 13, 7]) {
    boundary.send(1, packed(boundary, number), (each) => left.push(seen(each)));
  }
  for (const each of waiting) each();
  await boundary.settled();
  assertEquals(left, ["7 7"]);
  assertEquals(boundary.unproven, 2);
  assertEquals(lines, [
    "dropped a message to node 1: it was never shown 13; the next ones are only counted",
  ]);
});

Deno.test("when too much waits for signatures, what comes last is dropped", async () => {
  const { notary, waiting } = slow(), { boundary, traffic } = boundaryOf(notary, 100);
  const left: string[] = [];
  for (let number = 1; number < 21; number += 2) {
    boundary.send(1, packed(boundary, number), (each) => left.push(seen(each)));
  }
  for (const each of waiting) each();
  await boundary.settled();
  assertEquals([left.length + traffic.dropped, left[0]], [10, "1 1"]);
  assertEquals(traffic.dropped > 0, true);
});

/** Frames of node 3 and of a client, and what came of them. */
function incoming(boundary: Boundary | undefined) {
  const taken: number[] = [], answered: number[] = [];
  const pending = { answer: (address: number) => void answered.push(address) };
  const made = new Incoming<Numbered>({
    messages,
    pending: pending as never,
    takes: () => true,
    receive: (_, { number }) => void taken.push(number),
    relief() {},
    boundary,
  });
  const come = (kind: number, number: number, proofs?: Bytes) => {
    const writer = new ByteWriter();
    if (proofs !== undefined) writeProofs(writer, proofs);
    const body = messages.pack({ type: "numbered", number }, "plain").bytes;
    writer.bytes(body.subarray(FRAME_HEADER + 1));
    return made.fromPeer(3, { encoding: "plain" } as never, new ByteReader(writer.take()), kind);
  };
  return { made, taken, answered, come };
}

Deno.test("what a peer proves comes in its order, and the rest does not come", async () => {
  const { notary, waiting } = slow(), { boundary, lines } = boundaryOf(notary);
  const { taken, come } = incoming(boundary);
  const all = [
    come(kinds.signed, 1, Uint8Array.of(1)),
    come(kinds.signed, 2, Uint8Array.of(1)),
    come(kinds.message, 3),
    come(kinds.signed, 4, Uint8Array.of(4)),
  ];
  for (const each of waiting.toReversed()) each();
  await Promise.all(all);
  assertEquals(taken, [1, 4]);
  assertEquals(boundary.unproven, 2);
  assertEquals(lines, ["dropped a message of node 3: it is wrong; the next ones are only counted"]);
});

Deno.test("among liars no node answers the clients of another", () => {
  const { boundary, lines } = boundaryOf(slow().notary), { answered, come } = incoming(boundary);
  come(kinds.relay, 1);
  assertEquals(answered, []);
  assertEquals(lines, [
    "dropped a message of node 3: it answers for another node; the next ones are only counted",
  ]);
});

Deno.test("a host that does not sign takes no message that is signed", () => {
  const { taken, come } = incoming(undefined);
  assertThrows(() => come(kinds.signed, 1, Uint8Array.of(1)), Refusal, "a frame of kind 14");
  come(kinds.message, 3);
  assertEquals(taken, [3]);
});
