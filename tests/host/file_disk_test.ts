/** A folder of the machine, and what it says when it cannot do what it should. */

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { FileDisk } from "hb/host/file_disk.ts";
import { OperationalError, reasonOf } from "hb/host/operational_error.ts";
import { Wal } from "hb/storage/wal/wal.ts";

async function inFolder(run: (path: string) => Promise<void> | void): Promise<void> {
  const path = await Deno.makeTempDir({ prefix: "disk-" });
  try {
    await run(path);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}

function withDisk(run: (disk: FileDisk, path: string) => Promise<void> | void): Promise<void> {
  return inFolder(async (path) => {
    const disk = new FileDisk(path);
    try {
      await run(disk, path);
    } finally {
      disk.close();
    }
  });
}

Deno.test("a log on a real disk does what one in memory does", async () => {
  await withDisk(async (disk) => {
    const open = () => new Wal({ disk, owner: "n", fileBytes: 200 });
    const wal = open();
    for (let i = 0; i < 10; i++) {
      wal.append([Uint8Array.of(i), Uint8Array.of(i, i)]);
      if (i % 2 === 0) wal.sync();
      else {
        await disk.syncLater(wal.file);
        wal.confirm();
      }
    }
    assertEquals(open().read().length, 20);
    disk.append(wal.file, Uint8Array.of(1, 2, 3));
    assertEquals(open().torn?.bytes, 3);
    const again = open();
    assertEquals(again.torn, undefined);
    again.compact([Uint8Array.of(42)]);
    assertEquals(disk.names().toSorted(), ["00000003.checkpoint", again.file]);
    assertEquals(open().read(), [Uint8Array.of(42)]);
  });
});

Deno.test("a file is read and written in parts, and grows at its end all the same", async () => {
  await withDisk((disk) => {
    disk.append("x", Uint8Array.of(1, 2, 3, 4));
    disk.writeAt("x", 1, Uint8Array.of(7, 8));
    assertEquals(disk.readAt("x", 1, 2), Uint8Array.of(7, 8));
    disk.writeAt("x", 3, Uint8Array.of(9, 10));
    disk.append("x", Uint8Array.of(11));
    assertEquals(disk.read("x"), Uint8Array.of(1, 7, 8, 9, 10, 11));
    assertEquals([disk.size("x"), disk.readAt("x", 4, 100).length], [6, 2]);
    assertThrows(
      () => disk.writeAt("x", 7, Uint8Array.of(1)),
      OperationalError,
      "byte 7 lies beyond",
    );
    assertThrows(() => disk.readAt("y", 0, 1), OperationalError, "Cannot read");
    assertThrows(() => disk.size("y"), OperationalError, "Cannot read");
    assertEquals(disk.names(), ["x"]);
  });
});

Deno.test("a file with room does not grow until it is used up; it ends where it was written when the disk is closed", async () => {
  await inFolder((path) => {
    const disk = new FileDisk(path);
    const size = () => Deno.statSync(`${path}/x`).size;
    disk.append("x", Uint8Array.of(1, 2, 3));
    const room = disk.reserve("x");
    assertEquals(size(), 3 + room);
    disk.append("x", Uint8Array.of(4, 5));
    assertEquals(size(), 3 + room);
    // As a process finds it whose predecessor was killed.
    assertEquals(disk.read("x").subarray(0, 7), Uint8Array.of(1, 2, 3, 4, 5, 0, 0));
    disk.truncate("x", 4);
    disk.append("x", Uint8Array.of(6));
    assertEquals(disk.read("x"), Uint8Array.of(1, 2, 3, 4, 6));
    disk.reserve("x");
    disk.append("x", Uint8Array.of(7));
    disk.close();
    assertEquals(Deno.readFileSync(`${path}/x`), Uint8Array.of(1, 2, 3, 4, 6, 7));
  });
});

Deno.test("a log whose process was killed is read without its room, and goes on behind its entries", async () => {
  await inFolder((path) => {
    const disk = new FileDisk(`${path}/killed`), wal = new Wal({ disk, owner: "n" });
    wal.append([Uint8Array.of(1)]);
    wal.sync();
    Deno.mkdirSync(`${path}/next`);
    Deno.copyFileSync(`${path}/killed/${wal.file}`, `${path}/next/${wal.file}`);
    disk.close();
    const next = new FileDisk(`${path}/next`), again = new Wal({ disk: next, owner: "n" });
    assertEquals(again.torn, undefined);
    again.append([Uint8Array.of(2)]);
    again.sync();
    assertEquals(again.read(), [Uint8Array.of(1), Uint8Array.of(2)]);
    next.close();
  });
});

Deno.test("a full disk is one line, and the file is named", async () => {
  if (Deno.build.os !== "linux") return;
  await withDisk((disk, path) => {
    Deno.symlinkSync("/dev/full", `${path}/full`);
    assertThrows(
      () => disk.append("full", new Uint8Array(10)),
      OperationalError,
      `Cannot write to ${path}/full because a folder that can be read and written is required: ` +
        "the disk is full",
    );
  });
});

Deno.test("what is not there is one line, whatever was to be done with it", async () => {
  await withDisk(async (disk, path) => {
    assertThrows(() => disk.read("x"), OperationalError, `Cannot read ${path}/x because`);
    assertThrows(() => disk.remove("x"), OperationalError, `Cannot remove ${path}/x because`);
    assertThrows(() => disk.rename("x", "y"), OperationalError, `Cannot rename ${path}/x because`);
    await Deno.mkdir(`${path}/folder`);
    await assertRejects(
      () => disk.syncLater("folder"),
      OperationalError,
      `Cannot sync ${path}/folder because`,
    );
  });
});

Deno.test("reasons are in words", () => {
  const reasons: readonly [unknown, string][] = [
    [new Deno.errors.NotFound("os error 2"), "there is no such file or folder"],
    [new Deno.errors.PermissionDenied("os error 13"), "permission denied"],
    [new Deno.errors.AddrNotAvailable("os error 99"), "the address is not of this machine"],
    [new Deno.errors.BrokenPipe("os error 32"), "the connection was cut"],
    [new Error("one line\nand another"), "one line"],
    ["a text", "a text"],
  ];
  for (const [error, words] of reasons) assertEquals(reasonOf(error), words);
});

/** Starts one process after another, and says each time that it goes on; they need not come far. */
const starter = `
  for (;;) {
    const process = new Deno.Command(Deno.execPath(), { args: ["--version"], stdout: "null" }).spawn();
    process.kill("SIGKILL");
    await process.status;
    postMessage("again");
  }
`;

Deno.test("a folder that was let go can be taken at once, whatever processes another thread starts", async () => {
  await inFolder(async (path) => {
    const worker = new Worker(`data:application/javascript,${encodeURIComponent(starter)}`, {
      type: "module",
    });
    // A process has what this one has open, and its locks, until it runs a program of its own.
    let started = 0;
    worker.onmessage = () => started++;
    while (started < 150) {
      for (let i = 0; i < 50; i++) new FileDisk(path).close();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    worker.terminate();
  });
});

Deno.test("a name that leads out of the folder, or to its lock, is refused, and nothing is done", async () => {
  await inFolder((folder) => {
    const path = `${folder}/data`, disk = new FileDisk(path);
    Deno.writeTextFileSync(`${folder}/x`, "outside");
    disk.append("y", Uint8Array.of(1));
    for (const name of ["../x", "a/../../x", "/x", "a\\b", "", ".", "..", "a\0", "lock"]) {
      const uses = [
        () => disk.append(name, Uint8Array.of(1)),
        () => disk.writeAt(name, 0, Uint8Array.of(1)),
        () => disk.read(name),
        () => disk.readAt(name, 0, 1),
        () => disk.size(name),
        () => disk.truncate(name, 0),
        () => disk.sync(name),
        () => disk.rename("y", name),
        () => disk.rename(name, "y"),
        () => disk.remove(name),
      ];
      for (const use of uses) {
        const words = `Cannot use a file in ${path} because it must have a name of its own`;
        assertThrows(use, RangeError, words, `${use}, ${name}`);
      }
    }
    disk.close();
    const names = (at: string) => Array.from(Deno.readDirSync(at), ({ name }) => name).sort();
    assertEquals([names(folder), names(path)], [["data", "x"], ["lock", "y"]]);
    assertEquals(Deno.readTextFileSync(`${folder}/x`), "outside");
  });
});
