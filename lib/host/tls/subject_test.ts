import { assert, assertEquals, assertThrows } from "@std/assert";
import { MalformedBytes } from "../../codec/malformed.ts";
import { elementsOf } from "./der.ts";
import { clientUri, isReachedAt, nodeUri, parseWho, showIp, subjectOf } from "./subject.ts";

Deno.test("a URI names one node or one client of one domain, or nobody", () => {
  assertEquals(parseWho(nodeUri("a.b", 12)), { domain: "a.b", node: 12, words: "node 12" });
  assertEquals(parseWho(clientUri("d", "ada")), { domain: "d", node: null, words: "client ada" });
  for (
    const uri of [
      "",
      "spiffe://d/node/",
      "spiffe://d/node/-1",
      "spiffe://d/node/01",
      "spiffe://d/node/1/2",
      "spiffe://d/node/1 ",
      "spiffe://d/node/1\n",
      "spiffe://D/node/1",
      "spiffe:///node/1",
      "spiffe://d/client/",
      "spiffe://d/client/a b",
      "xspiffe://d/node/1",
    ]
  ) {
    assertEquals(parseWho(uri), undefined, uri);
  }
});

/** An element of DER. */
function element(tag: number, ...parts: readonly (readonly number[] | string)[]): number[] {
  const bytes = parts.flatMap((part) =>
    typeof part === "string" ? [...new TextEncoder().encode(part)] : part
  );
  const length = bytes.length < 128
    ? [bytes.length]
    : [0x82, bytes.length >> 8, bytes.length & 255];
  return [tag, ...length, ...bytes];
}

/** As much of a certificate as says whom it is for. */
function certificate(...names: readonly number[][]): Uint8Array {
  const constraints = element(
    0x30,
    element(0x06, [0x55, 0x1d, 0x13]),
    element(0x04, element(0x30)),
  );
  const alternative = element(
    0x30,
    element(0x06, [0x55, 0x1d, 0x11]),
    element(0x01, [255]),
    element(0x04, element(0x30, ...names)),
  );
  const extensions = element(0xa3, element(0x30, constraints, alternative));
  return Uint8Array.from(element(0x30, element(0x30, element(0x02, [1]), extensions)));
}

const uri = (text: string) => element(0x86, text), host = (text: string) => element(0x82, text);

Deno.test("whom a certificate is for is read from its bytes", () => {
  const ips = [element(0x87, [127, 0, 0, 1]), element(0x87, [...new Array(15).fill(0), 1])];
  const subject = subjectOf(certificate(uri("spiffe://d/node/2"), host("DB.example"), ...ips));
  assertEquals(subject.who?.words, "node 2");
  for (const place of ["db.example", "Db.Example", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1"]) {
    assert(isReachedAt(subject, place), place);
  }
  for (const place of ["example", "x.db.example", "127.0.0.2", "::2", "", "*"]) {
    assert(!isReachedAt(subject, place), place);
  }
});

Deno.test("one name that looks like two is one, and two URIs are none", () => {
  const tricky = subjectOf(
    certificate(host("x, URI:spiffe://d/node/2"), uri("spiffe://d/client/a")),
  );
  assertEquals(tricky.who?.words, "client a");
  assertEquals(tricky.hosts, ["x, uri:spiffe://d/node/2"]);
  assertEquals(subjectOf(certificate(host("spiffe://d/node/2"))).who, undefined);
  const two = certificate(uri("spiffe://d/node/1"), uri("spiffe://d/node/2"));
  assertEquals(subjectOf(two).who, undefined);
  // No name stands for others.
  assert(!isReachedAt(subjectOf(certificate(host("*.example"))), "a.example"));
});

Deno.test("bytes that are no certificate are refused, wherever they end", () => {
  const whole = certificate(uri("spiffe://d/node/2"));
  for (let length = 0; length < whole.length; length++) {
    assertThrows(() => subjectOf(whole.subarray(0, length)), MalformedBytes);
  }
  assertThrows(() => elementsOf(Uint8Array.of(0x30, 0x84, 255, 255, 255, 255)), MalformedBytes);
  const without = Uint8Array.from(element(0x30, element(0x30, element(0x02, [1]))));
  assertEquals(subjectOf(without), { who: undefined, hosts: [], ips: [] });
});

Deno.test("an address is written in one way, and what is none in no way", () => {
  assertEquals(["::1", "0::1", "FE80::A"].map(showIp), ["[::1]", "[::1]", "[fe80::a]"]);
  assertEquals(
    ["a", "1.2.3", "1.2.3.4.5", "300.1.1.1", "::g"].map(showIp),
    Array(5).fill(undefined),
  );
});
