/** What chapter 18 shows of TLS, in the words that both sides use. */

import { assertEquals } from "@std/assert";
import { tlsRefusals } from "hb/laboratory/wire/tls_refusals.ts";

Deno.test("whoever is wrong is turned away by whoever can see it, and says why; whoever is right is not", async () => {
  const told = (await tlsRefusals(Date.now())).map(({ refusedBy, why }) => `${refusedBy}: ${why}`);
  const ada = "the certificate of client ada", node = "the certificate of node";
  const noOne = "is from no authority that is trusted here";
  assertEquals(told, [
    "nobody: ",
    `whoever listens: ${ada} ${noOne}`,
    "whoever listens: no certificate was shown, and one is required",
    `whoever listens: ${ada} has expired: it was valid until an hour ago`,
    "whoever listens: it does not speak TLS",
    `whoever listens: it says that it is node 2, and it has shown ${node} 1`,
    `whoever dials: ${node} 0 ${noOne}`,
    `whoever dials: ${node} 0 is for db, and not for 127.0.0.1`,
  ]);
});
