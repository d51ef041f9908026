import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { keyringOf } from "../../security/identity/keyring.ts";
import { identityOf } from "../../security/identity/secret.ts";
import { newSecret } from "./new_secret.ts";
import { ProofStore } from "./proof_store.ts";
import { notaryFor } from "./signing.ts";

Deno.test("who signs must be known by its key", async () => {
  const identity = await identityOf(new Uint8Array(32).fill(1));
  const other = await identityOf(new Uint8Array(32).fill(2));
  const keyring = await keyringOf(new Map([[0, identity.public], [1, other.public]]));
  const signing = { identity, keyring };
  notaryFor(0, "test", signing);
  assertThrows(() => notaryFor(1, "test", signing), RangeError, "its public key: given another");
  assertThrows(() => notaryFor(9, "test", signing), RangeError, "its public key: given none");
});

Deno.test("no two secrets are the same", () => {
  assertEquals(newSecret().length, 32);
  assertNotEquals(newSecret(), newSecret());
});

Deno.test("a store keeps something", () => {
  for (const most of [0, 0.5]) {
    assertThrows(
      () => new ProofStore({ most }),
      RangeError,
      `at least 1 that is kept: given ${most}`,
    );
  }
});
