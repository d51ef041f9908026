/** However a process ends that has taken the terminal, the terminal is as it was found. */

import { assert, assertEquals } from "@std/assert";
import { repositoryRoot } from "../../tools/run/mod.ts";
import { hasTerminal } from "./sitting.ts";

/** What the process does once the screen is its own, and how it then ends. */
const ends: Readonly<Record<string, readonly [string, number]>> = {
  "it returns": ["terminal.close(); Deno.exit(terminal.size().rows > 0 ? 0 : 1);", 0],
  "it exits": ["Deno.exit(3);", 3],
  "an error is thrown": ['throw new Error("broken");', 1],
  "an error is thrown later": ['setTimeout(() => { throw new Error("broken"); });', 1],
  "a promise is rejected": ['Promise.reject(new Error("broken"));', 1],
  "it is asked to end": ['Deno.kill(Deno.pid, "SIGTERM");', 0],
  "it is interrupted from outside": ['Deno.kill(Deno.pid, "SIGINT");', 0],
  "the terminal hangs up": ['Deno.kill(Deno.pid, "SIGHUP");', 0],
};

const module = `${repositoryRoot}/tools/learn/terminal.ts`;
const script = (end: string) => `
import { openTerminal } from ${JSON.stringify(module)};
const terminal = openTerminal(true, { key() {}, resized() {}, gone: () => Deno.exit(0) });
terminal.paint([[{ text: "painted", style: "bad" }]]);
await new Promise((resolve) => setTimeout(resolve, 50));
setTimeout(() => Deno.exit(9), 120_000);
${end}
`;

for (const [how, [end, code]] of Object.entries(ends)) {
  Deno.test({
    name: `the terminal is as it was found when ${how}`,
    ignore: !hasTerminal,
    async fn() {
      const folder = await Deno.makeTempDir({ prefix: "leaving-" });
      try {
        await Deno.writeTextFile(`${folder}/script.ts`, script(end));
        const run = `${Deno.execPath()} run -A --quiet --no-check ${folder}/script.ts`;
        const { stdout } = await new Deno.Command("script", {
          args: ["-qec", `stty -g; ${run}; echo code $?; stty -g`, "/dev/null"],
          cwd: repositoryRoot,
          env: { TERM: "xterm-256color", DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
          stderr: "null",
        }).output();
        const out = new TextDecoder().decode(stdout);
        const lines = out.trimEnd().split("\r\n");
        assert(out.includes("painted"), out);
        assertEquals(lines.at(-1), lines[0], out);
        assertEquals(lines.at(-2)?.endsWith(`code ${code}`), true, out);
        assertEquals(out.split("\x1b[?1049h").length, 2, out);
        const left = out.slice(out.lastIndexOf("\x1b[?1049h"));
        for (const back of ["\x1b[?7h", "\x1b[?25h", "\x1b[?1049l"]) {
          assert(left.includes(back), out);
        }
        assert(!left.slice(left.indexOf("\x1b[?1049l") + 8).includes("\x1b["), out);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}
