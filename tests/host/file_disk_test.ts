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
