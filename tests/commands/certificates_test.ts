/** `deno task certificates` from outside: what is in the folder afterwards, and what it says. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { X509Certificate } from "node:crypto";
import { subjectOf } from "hb/host/tls/subject.ts";
import { certificatesIn } from "../../tools/certificates/folder.ts";

const tool = new URL("../../tools/certificates.ts", import.meta.url).pathname;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function run(...args: readonly string[]): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", tool, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

async function done(...args: readonly string[]): Promise<string> {
  const { code, out, error } = await run(...args);
  assertEquals([code, error], [0, ""]);
  return out;
}

const wrong: readonly (readonly [readonly string[], string])[] = [
  [["--days", "0"], '--days must be a whole number from 1 to 3650: given "0"'],
  [["--nodes", "many"], '--nodes must be a whole number from 1 to 99: given "many"'],
  [["--hosts", "a b"], '--hosts must be names and IP addresses with commas: given "a b"'],
  [["--clients", "../x"], '--clients must be names with commas: given "../x"'],
  [["--clients", "node-7"], 'a client must not be called ca or node-N: given "node-7"'],
  [["--domain", "A/B"], '--domain must be a name in lower case: given "A/B"'],
  [["--renew", "a/b"], '--renew must be the name of a certificate: given "a/b"'],
  [
    ["--renew", "ca", "--force"],
    "one of --renew, --add, --retire and --force may be given: given --renew",
  ],
  ...["1.2.3.4.5", "999.1.1.1", "1.2.3", "01.2.3.4", "a..b", "a-", "::g", "1:2", "a.7", ""].map((
    host,
  ) =>
    [
      ["--hosts", `localhost,${host}`],
      `--hosts must be names and IP addresses with commas: given "localhost,${host}"`,
    ] as const
  ),
  [["--add", "ca"], '--add must be the name of a node or a client: given "ca"'],
  [["--renew", "node-0", "--nodes", "4"], "--nodes must not be given where it changes nothing"],
  [["--add", "node-3", "--clients", "a"], "--clients must not be given where it changes nothing"],
  [
    ["--retire", "--ca-days", "9"],
    "--ca-days must not be given where it changes nothing: given --retire",
  ],
  [["now"], 'there must be options only: given "now"'],
];

Deno.test("a command line that is wrong is one plain line, and exit code 2", async () => {
  const ended = await Promise.all(wrong.map(([args]) => run(...args, "--folder", "/nowhere/x")));
  wrong.forEach(([, words], i) => {
    const { code, error } = ended[i]!;
    assertEquals([code, error.trim().split("\n").length], [2, 1], error);
    assertStringIncludes(error, `Cannot make certificates because ${words}`);
  });
});

Deno.test("a folder that cannot be written, or has nothing to renew, is one plain line", async () => {
  const folder = await Deno.makeTempDir({ prefix: "certificates-" });
  await Deno.writeTextFile(`${folder}/file`, "");
  for (
    const [args, words] of [
      [["--folder", `${folder}/file`], /^Cannot (look at|write certificates to) \S+file/],
      [["--folder", folder, "--renew", "node-0"], /ca\.crt must be read: there is no such file/],
      [["--folder", folder, "--retire"], /ca\.crt must be read: there is no such file/],
    ] as const
  ) {
    const { code, error } = await run(...args);
    assertEquals([code, error.trim().split("\n").length], [1, 1], error);
    assertMatch(error, words);
  }
  await Deno.remove(folder, { recursive: true });
});

/** What is in a folder, by name. */
class Folder {
  readonly path: string = Deno.makeTempDirSync({ prefix: "certificates-" });

  text(file: string): string {
    return Deno.readTextFileSync(`${this.path}/${file}`);
  }

  certificate(name: string): X509Certificate {
    return new X509Certificate(certificatesIn(this.text(`${name}.crt`))[0]!);
  }

  isSigned(name: string, by: X509Certificate): boolean {
    return this.certificate(name).verify(by.publicKey);
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

Deno.test("certificates are made, and are not written over unless that is asked for", async () => {
  using folder = new Folder();
  const args = ["--folder", folder.path, "--nodes=2", "--clients=ada,bob", "--days=7"];
  const out = await done(...args, "--hosts", "db.example,10.0.0.1,::1", "--domain", "db");
  assertMatch(out, /^ca: valid until \d{4}-.*\nnode-0: valid until/);
  const names = [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort();
  const expected = ["ada", "bob", "ca", "node-0", "node-1"].flatMap((name) => [
    `${name}.crt`,
    `${name}.key`,
  ]);
  assertEquals(names, expected);
  const authority = folder.certificate("ca");
  assert(authority.ca);
  for (const name of ["ada", "bob", "node-0", "node-1"]) {
    assert(folder.isSigned(name, authority), name);
    assertMatch(folder.text(`${name}.crt`), /-----END CERTIFICATE-----\n$/);
    if (Deno.build.os !== "windows") {
      assertEquals(Deno.statSync(`${folder.path}/${name}.key`).mode! & 0o777, 0o600);
    }
  }
  const node = subjectOf(folder.certificate("node-1").raw);
  assertEquals(node.who, { domain: "db", node: 1, words: "node 1" });
  assertEquals([node.hosts, node.ips], [["db.example"], ["10.0.0.1", "[::1]"]]);
  const days = (Date.parse(folder.certificate("node-1").validTo) - Date.now()) / 86_400_000;
  assert(days > 6.9 && days < 7.1, `${days}`);
  assertEquals(subjectOf(folder.certificate("ada").raw).hosts, []);

  const before = folder.text("node-0.crt");
  const refused = await run(...args);
  assertEquals(refused.code, 1);
  assertMatch(refused.error, /must not have them yet: given ca.crt and 9 more. --renew NAME makes/);
  assertEquals(folder.text("node-0.crt"), before);
  await done(...args, "--force");
  assert(!folder.isSigned("node-0", authority));
});

Deno.test("one is renewed as it was, and another authority takes over step by step", async () => {
  using folder = new Folder();
  const at = ["--folder", folder.path];
  await done(...at, "--nodes=1", "--hosts=db.example,::1", "--domain=db");
  const first = folder.certificate("ca"), client = folder.text("client.crt");
  const key = folder.text("node-0.key");
  assertMatch(await done(...at, "--renew", "node-0"), /^node-0: valid until \S+ \S+ UTC\n$/);
  assert(folder.text("node-0.key") !== key);
  assertEquals(folder.text("client.crt"), client);
  const { who, hosts, ips } = subjectOf(folder.certificate("node-0").raw);
  assertEquals([who?.domain, hosts, ips], ["db", ["db.example"], ["[::1]"]]);
  // One more client, of the same cluster.
  const unknown = await run(...at, "--renew", "bob");
  assertEquals(unknown.code, 1);
  assertMatch(
    unknown.error,
    /^Cannot renew \S+bob.crt because it must be there: given "bob". --add bob makes one more$/m,
  );
  await done(...at, "--add", "bob");
  const again = await run(...at, "--add", "bob");
  assertEquals(again.code, 1);
  assertMatch(
    again.error,
    /^Cannot add \S+bob.crt because it must not be there yet: given "bob". --renew bob makes/,
  );
  const bob = { domain: "db", node: null, words: "client bob" };
  assertEquals(subjectOf(folder.certificate("bob").raw).who, bob);

  await done(...at, "--renew", "ca");
  assertEquals(certificatesIn(folder.text("ca.crt")).length, 2);
  assert(folder.isSigned("node-0", first), "the node's is as it was");
  await done(...at, "--renew", "node-0");
  assert(folder.isSigned("node-0", folder.certificate("ca")));
  await done(...at, "--retire");
  assertEquals(certificatesIn(folder.text("ca.crt")).length, 1);
  assert(folder.isSigned("node-0", folder.certificate("ca")));
  assert(!folder.isSigned("client", folder.certificate("ca")));
});

Deno.test("no certificate outlives its authority, and the line says so", async () => {
  using folder = new Folder();
  const at = ["--folder", folder.path], told = /, and not for (\d+) days: its authority ends then/;
  const first = await done(...at, "--nodes=1", "--ca-days=20", "--days=19");
  assert(!told.test(first), first);
  assertEquals(told.exec(await done(...at, "--renew=node-0", "--days=400"))?.[1], "400");
  const [authority, node] = ["ca", "node-0"].map((name) => folder.certificate(name).validTo);
  assertEquals(node, authority);
  assertEquals(told.exec(await done(...at, "--force", "--nodes=1", "--ca-days=20"))?.[1], "30");
});

Deno.test("a command line that is refused leaves nothing behind", async () => {
  using folder = new Folder();
  await Deno.remove(folder.path);
  assertEquals((await run("--folder", folder.path, "--hosts", "1.2.3.4.5")).code, 2);
  await done("--folder", folder.path, "--hosts", "1.2.3.4,::ffff:1.2.3.4,xn--a.de,localhost");
});
