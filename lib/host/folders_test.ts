import { assertEquals, assertThrows } from "@std/assert";
import { type Folders, makeFolder } from "./folders.ts";

/** Folders in memory, and what was done to them in which order. */
function recorded(there: readonly string[], sync: (path: string) => void = () => {}) {
  const names = new Set(there), done: string[] = [];
  const system: Folders = {
    make(path) {
      const above = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".";
      if (!names.has(above)) throw new Deno.errors.NotFound(above);
      if (names.has(path)) return false;
      names.add(path);
      done.push(`make ${path}`);
      return true;
    },
    sync(path) {
      sync(path);
      done.push(`sync ${path}`);
    },
  };
  return { system, done };
}

Deno.test("folders are made from the top, each durable before the next is made in it", () => {
  const { system, done } = recorded(["/", "/srv"]);
  makeFolder("/srv/a/b/c", system);
  assertEquals(done, [
    ...["make /srv/a", "sync /", "sync /srv"],
    ...["make /srv/a/b", "sync /srv/a", "make /srv/a/b/c", "sync /srv/a/b"],
  ]);
});

Deno.test("a folder that is there is made durable: whoever made it may have died before that", () => {
  const { system, done } = recorded([".", "a", "a/b"]);
  makeFolder("a/b", system);
  makeFolder("a", system);
  assertEquals(done, ["sync a", "sync ."]);
});

Deno.test("a folder that cannot be made durable is an error, unless it was there or may not be read", () => {
  const failing = (error: Error) => {
    return recorded([".", "a"], () => {
      throw error;
    }).system;
  };
  assertThrows(() => makeFolder("a/b", failing(new Error("EIO"))), Error, "EIO");
  makeFolder("a", failing(new Error("EINVAL")));
  makeFolder("a/b", failing(new Deno.errors.NotCapable("not given")));
});

Deno.test("a folder in which nothing can be made is an error", () => {
  const { system } = recorded([]);
  assertThrows(() => makeFolder("/a/b", system), Deno.errors.NotFound);
});
