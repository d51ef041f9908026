/** A node that has lost its log, or the end of it, does not start: it would break its promises. */

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { OperationalError } from "hb/host/operational_error.ts";
import { eventually, Hosts } from "./fixture.ts";

/** The last file of a node's log. */
function lastLog(folder: string): string {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  return `${folder}/${names.filter((name) => name.endsWith(".log")).sort().at(-1)}`;
}

/** Hosts one node, gives it something to remember, and stops it. */
async function stopped(hosts: Hosts): Promise<string> {
  // A node that is alone saves, and answers nobody.
  await eventually(async () => {
    const asks = ["one", "two", "three"].map((text) => hosts.ask(0, { type: "add", text }, 50));
    await Promise.all(asks);
    return hosts.hosts[0]?.state?.row.length === 3;
  }, () => "not all is saved");
  await hosts.stop(0);
  return hosts.options(0).folder;
}

const begun = (hosts: Hosts) => Object.assign(hosts.more, { begun: true });

Deno.test("a node that has run before does not start without its log, and the way out is told", async () => {
  await using hosts = new Hosts(1, {});
  const folder = await stopped(hosts);
  begun(hosts);
  hosts.start(0);
  await hosts.stop(0);
  for (const { name } of Deno.readDirSync(folder)) Deno.removeSync(`${folder}/${name}`);
  for (let attempt = 0; attempt < 2; attempt++) {
    const { message } = assertThrows(() => hosts.start(0), OperationalError);
    assertStringIncludes(message, `its log must be in ${folder}/: given none`);
    assertStringIncludes(message, "Restore the folder from a backup");
    assertStringIncludes(message, "as a learner");
  }
});

Deno.test("nor with a log whose end was cut off, whole entries or not", async () => {
  for (const bytes of [1, 21, 50]) {
    await using hosts = new Hosts(1, {});
    const folder = await stopped(hosts);
    const log = lastLog(folder), { size } = Deno.statSync(log), whole = Deno.readFileSync(log);
    assert(size > 100);
    Deno.truncateSync(log, size - bytes);
    for (let attempt = 0; attempt < 2; attempt++) {
      const { message } = assertThrows(() => hosts.start(0), OperationalError);
      assertStringIncludes(message, `its entries up to byte ${size} were durable`);
      assertStringIncludes(message, "Restore the folder from a backup");
    }
    assertEquals(Deno.statSync(log).size, size - bytes);
    Deno.writeFileSync(log, whole);
    hosts.start(0);
  }
});

Deno.test("nor with a log that lacks its last file; what a crash left behind its end is cut off, as ever", async () => {
  await using hosts = new Hosts(1, {});
  const folder = await stopped(hosts), log = lastLog(folder);
  Deno.writeFileSync(log, Uint8Array.of(1, 2, 3), { append: true });
  hosts.start(0);
  await hosts.stop(0);
  Deno.removeSync(log);
  const { message } = assertThrows(() => hosts.start(0), OperationalError);
  assertStringIncludes(message, "given no such file");
});

Deno.test("a mark that was torn says nothing, and nothing is lost by it", async () => {
  await using hosts = new Hosts(1, {});
  const folder = await stopped(hosts);
  for (const rest of [[], [1, 2, 3]]) {
    Deno.writeFileSync(`${folder}/durable`, Uint8Array.from(rest));
    hosts.start(0);
    await hosts.stop(0);
  }
});
