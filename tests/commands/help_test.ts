/** Every command explains itself. */

import { assert, assertEquals } from "@std/assert";
import { repositoryRoot as root } from "../../tools/run/locate.ts";

const { tasks } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
/** These have no options. */
const plain = new Set(["test:browser", "nightly"]);

for (const name of Object.keys(tasks).filter((name) => !plain.has(name))) {
  for (const option of ["--help", "-h"]) {
    Deno.test(`deno task ${name} ${option} explains the command and does nothing else`, async () => {
      const [, ...args] = tasks[name].command.split(" ");
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [args[0], "--quiet", ...args.slice(1), option],
        cwd: root,
        env: { DENO_NO_UPDATE_CHECK: "1" },
      }).output();
      const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assertEquals([code, error], [0, ""]);
      assert(out!.startsWith(`deno task ${name}`), out);
    });
  }
}

Deno.test("a reader who began with the wrapper is told nothing of deno task", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", "tools/kv.ts", "--help"],
    cwd: root,
    env: { HB_COMMAND: "./hb" },
  }).output();
  const out = new TextDecoder().decode(stdout);
  assert(out.startsWith("./hb kv get KEY\n./hb kv put"), out);
  assert(!out.includes("deno task"), out);
});
