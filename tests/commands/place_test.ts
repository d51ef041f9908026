/** Commands that deno task starts in the root of the project, for a reader who stands elsewhere. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { repositoryRoot as root } from "../../tools/run/locate.ts";

Deno.test("paths on the command line are meant from where the reader stands, and printed ones open", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "place-" }));
  try {
    await Deno.writeTextFile(
      `${folder}/own.txt`,
      "0 :invoke :write 1\n0 :ok :write 1\n0 :invoke :read nil\n0 :ok :read 2\n",
    );
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "-A", "tools/check_history.ts"],
        ...["--model", "register", "--html", "page.html", "own.txt"],
      ],
      cwd: root,
      env: { INIT_CWD: folder, NO_COLOR: "1" },
    }).output();
    const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    assertEquals([code, error], [1, ""]);
    assertStringIncludes(out!, "own.txt: violation");
    const address = /the page is (file:\S+)/.exec(out!)?.[1];
    assertStringIncludes(await Deno.readTextFile(new URL(address!)), "own.txt");
    assertEquals(new URL(address!).href, new URL(`file://${folder}/page.html`).href);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
