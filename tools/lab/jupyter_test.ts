import { assert, assertEquals } from "@std/assert";
import { trustChapters } from "./jupyter.ts";

Deno.test({
  name: "Jupyter is told once to trust all chapters, where it keeps what it knows",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const jupyter = `${folder}/jupyter`;
      await Deno.writeTextFile(jupyter, `#!/bin/sh\necho "$JUPYTER_DATA_DIR: $*" >> "$0.said"\n`);
      await Deno.chmod(jupyter, 0o755);
      assert(await trustChapters(jupyter, ["01-a.ipynb", "02-b.ipynb"], { JUPYTER_DATA_DIR: "d" }));
      assertEquals(
        await Deno.readTextFile(`${jupyter}.said`),
        "d: trust 01-a.ipynb 02-b.ipynb\n",
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("a Jupyter that cannot be asked trusts nothing, and nothing else goes wrong", async () => {
  assertEquals(await trustChapters("/nowhere/jupyter", ["01-a.ipynb"], {}), false);
});
