import { assertEquals } from "@std/assert";
import { repositoryRoot as root } from "../run/locate.ts";
import { linkTo, seenFromHere, standWithReader } from "./place.ts";

/** Runs `work` as if the command had been started in `cwd`, and typed in `typedIn`. */
function started(cwd: string, typedIn: string | undefined, work: () => void): void {
  const before = { cwd: Deno.cwd(), typedIn: Deno.env.get("INIT_CWD") };
  const set = (value: string | undefined) =>
    value === undefined ? Deno.env.delete("INIT_CWD") : Deno.env.set("INIT_CWD", value);
  Deno.chdir(cwd);
  set(typedIn);
  try {
    work();
  } finally {
    Deno.chdir(before.cwd);
    set(before.typedIn);
  }
}

Deno.test("a command that deno task started in the root stands where it was typed", () => {
  started(root, `${root}/chapters`, () => {
    standWithReader();
    assertEquals(Deno.cwd(), `${root}/chapters`);
    assertEquals(seenFromHere(`${root}/exercises/x.ts`), "../exercises/x.ts");
  });
});

Deno.test("a command that was started elsewhere stays there: whoever started it chose the place", () => {
  started(`${root}/lib`, `${root}/chapters`, () => {
    standWithReader();
    assertEquals(Deno.cwd(), `${root}/lib`);
  });
  started(root, undefined, () => {
    standWithReader();
    assertEquals(Deno.cwd(), root);
  });
});

Deno.test("paths are printed as they are opened: short from here, pages as addresses", () => {
  started(root, undefined, () => {
    assertEquals(seenFromHere("notes/mine.ts"), "notes/mine.ts");
    assertEquals(seenFromHere(root), ".");
    assertEquals(linkTo("a page.html"), `${new URL(`file://${root}/`).href}a%20page.html`);
  });
  started(`${root}/lib/check/explore`, undefined, () => {
    assertEquals(seenFromHere(`${root}/chapters`), `${root}/chapters`);
  });
});
