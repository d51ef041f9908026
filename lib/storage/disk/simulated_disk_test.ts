import { assert, assertEquals, assertThrows } from "@std/assert";
import { DiskFailure, type DiskFault, faultWords } from "./faults.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "./simulated_disk.ts";

const text = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte === 0 ? "." : byte > 126 ? "?" : String.fromCharCode(byte)).join(
    "",
  );
const bytes = (words: string) => Uint8Array.from(words, (letter) => letter.charCodeAt(0));

/** Files as one text: `a=xy b=…`; a zero is a dot. */
function shown(disk: SimulatedDisk): string {
  return disk.names().toSorted().map((name) => `${name}=${text(disk.read(name))}`).join(" ");
}

/** What a crash may leave, in the order of trying. */
function left(disk: SimulatedDisk): string[] {
  return [...disk.afterCrash()].map((state) => shown(state.disk));
}

/** A disk of one durable file, with sectors of two bytes. */
function with2(contents: string, options: SimulatedDiskOptions = {}): SimulatedDisk {
  return new SimulatedDisk({
    sectorBytes: 2,
    files: new Map([["a", bytes(contents)]]),
    ...options,
  });
}

Deno.test("what was written and not synced is lost, kept, or kept in part, the plainest first", () => {
  const disk = with2("xxxx");
  disk.writeAt("a", 0, bytes("yyyy"));
  assertEquals(left(disk), ["a=xxxx", "a=yyyy", "a=yyxx", "a=xxyy"]);
  disk.sync("a");
  assertEquals(left(disk), ["a=yyyy"]);
});

Deno.test("a sector holds any of its versions since the last sync", () => {
  const disk = with2("x");
  for (const letter of "yz") disk.writeAt("a", 0, bytes(letter));
  assertEquals(left(disk), ["a=x", "a=z", "a=y"]);
});

Deno.test("a length may survive without its bytes, which are zeros then, and the bytes without the length", () => {
  const disk = with2("x");
  disk.append("a", bytes("yz"));
  assertEquals(left(disk), ["a=x", "a=xyz", "a=xy", "a=x.z", "a=xy.", "a=x.", "a=x.."]);
});

Deno.test("what was never written may be garbage", () => {
  const disk = with2("xx", { garbage: true });
  disk.append("a", bytes("yy"));
  assertEquals(left(disk), ["a=xx", "a=xxyy", "a=xx??", "a=xx.."]);
});

Deno.test("a sector may be torn", () => {
  const disk = new SimulatedDisk({
    sectorBytes: 4,
    tearBytes: 1,
    files: new Map([["a", bytes("wxyz")]]),
  });
  disk.writeAt("a", 1, bytes("XYZ"));
  assertEquals(left(disk), ["a=wxyz", "a=wXYZ", "a=wXyz", "a=wXYz"]);
});

Deno.test("behind a tear there is what was durable, or what was written last", () => {
  const disk = new SimulatedDisk({
    sectorBytes: 4,
    tearBytes: 2,
    files: new Map([["a", bytes("wxyz")]]),
  });
  disk.writeAt("a", 0, bytes("WXYZ"));
  disk.writeAt("a", 0, bytes("1234"));
  assertEquals(left(disk), ["a=wxyz", "a=1234", "a=WXyz", "a=WXYZ", "a=12yz", "a=12YZ"]);
});

Deno.test("a write that lengthens a file may be torn with its length", () => {
  const disk = new SimulatedDisk({
    sectorBytes: 4,
    tearBytes: 1,
    files: new Map([["a", bytes("x")]]),
  });
  disk.append("a", bytes("YZ"));
  assertEquals(left(disk), ["a=x", "a=xYZ", "a=xY", "a=x..", "a=x.", "a=xY."]);
});

Deno.test("a cut may be undone; what was cut off comes back with it alone", () => {
  const disk = with2("wxyz");
  disk.truncate("a", 1);
  disk.append("a", bytes("q"));
  assertEquals(left(disk).toSorted(), ["a=w", "a=w.", "a=w.yz", "a=wq", "a=wqyz", "a=wxyz"]);
});

Deno.test("names survive up to some moment, and a file that has none is gone with its contents", () => {
  const disk = new SimulatedDisk();
  disk.append("new", bytes("x"));
  disk.sync("new");
  disk.rename("new", "a");
  assertEquals(left(disk), ["", "a=x", "new=x"]);
  disk.syncFolder();
  disk.append("b", bytes("y"));
  disk.rename("b", "a");
  disk.syncFolder();
  assertEquals(left(disk), ["a=", "a=y", "a=."]);
});

Deno.test("or any of their changes, where the file system is like that", () => {
  for (const anyNames of [false, true]) {
    const disk = with2("", { anyNames });
    disk.append("b", bytes(""));
    disk.remove("a");
    const without = ["a=", "b=", "a= b="];
    assertEquals(left(disk), anyNames ? [...without, ""] : without);
  }
});

Deno.test("what a failed sync was to make durable may be lost though the next one succeeds", () => {
  const disk = with2("xx", { faults: [{ type: "sync fails", nth: 0 }] });
  disk.append("a", bytes("yy"));
  assertThrows(() => disk.sync("a"), DiskFailure, "Cannot sync a because");
  assertEquals(shown(disk), "a=xxyy");
  disk.sync("a");
  assertEquals(left(disk), ["a=xx", "a=xxyy", "a=xx.."]);
  // Who writes it again may hope again.
  disk.writeAt("a", 2, bytes("yy"));
  disk.append("a", bytes("zz"));
  disk.sync("a");
  assertEquals(left(disk), ["a=xxyyzz"]);
});

Deno.test("what a failed sync left unsure, and was cut off durably since, does not come back", () => {
  const disk = with2("wxyz", { faults: [{ type: "sync fails", nth: 0 }] });
  disk.writeAt("a", 0, bytes("WXYZ"));
  assertThrows(() => disk.sync("a"), DiskFailure);
  disk.truncate("a", 1);
  disk.sync("a");
  disk.append("a", bytes("bcd"));
  assertEquals(left(disk).filter((each) => /[yzYZ]/.test(each)), []);
  assertEquals(left(disk)[0], "a=W");
});

Deno.test("the same for names", () => {
  const disk = with2("x", { faults: [{ type: "sync fails", nth: 0 }] });
  disk.rename("a", "b");
  assertThrows(() => disk.syncFolder(), DiskFailure, "Cannot sync the folder");
  disk.syncFolder();
  assertEquals(left(disk), ["a=x", "b=x"]);
});

Deno.test("a sync that lies leaves everything as unsure as it was", () => {
  const disk = with2("x", { faults: [{ type: "sync lies", nth: 0 }] });
  disk.writeAt("a", 0, bytes("y"));
  disk.sync("a");
  assertEquals(left(disk), ["a=x", "a=y"]);
});

Deno.test("writes fail in part, go astray, and bytes rot, as the schedule says", () => {
  const faults: DiskFault[] = [
    { type: "write fails", nth: 0, kept: 1 },
    { type: "misdirected write", nth: 1, offset: 0 },
    { type: "misdirected write", nth: 2, name: "b", offset: 1 },
    { type: "rot", nth: 3, name: "b", offset: 0, xor: 32 },
    { type: "read fails", nth: 1 },
    { type: "slow", nth: 3, ms: 7 },
  ];
  const files = new Map([["a", bytes("wxyz")], ["b", bytes("12")]]);
  const disk = new SimulatedDisk({ sectorBytes: 2, files, faults });
  assertThrows(() => disk.writeAt("a", 0, bytes("WX")), DiskFailure, "Cannot write to a");
  assertEquals(text(disk.read("a")), "Wxyz");
  assertThrows(() => disk.read("a"), DiskFailure, "Cannot read a");
  disk.writeAt("a", 2, bytes("YZ"));
  assertEquals(text(disk.read("a")), "YZyz");
  disk.append("a", bytes("AB"));
  assertEquals(shown(disk), "a=YZyz.. b=1A");
  assertEquals(disk.spentMs, 0);
  disk.writeAt("b", 1, bytes("2"));
  assertEquals([text(disk.read("b")), disk.spentMs], [String.fromCharCode(49 ^ 32) + "2", 7]);
  assertEquals(faults.map(faultWords), [
    "write 0 fails when 1 bytes of it are written",
    "write 1 goes to byte 0 of its file",
    "write 2 goes to byte 1 of b",
    "byte 0 of b changes before operation 3",
    "read 1 fails",
    "operation 3 takes 7 ms longer",
  ]);
});

Deno.test("where there are too many states, as many as one likes are drawn, the plainest among them", () => {
  const disk = with2("x".repeat(40));
  disk.writeAt("a", 0, bytes("y".repeat(40)));
  const states = disk.crashStates({ most: 300, seed: 1 });
  const found = [...states].map(({ files }) => text(files.get("a")!));
  assertEquals([states.possible, states.isComplete, states.tried], [2 ** 20, false, 300]);
  assertEquals(new Set(found).size, 300);
  assertEquals(found.slice(0, 3), ["x".repeat(40), "y".repeat(40), "yy" + "x".repeat(38)]);
  assert(found.some((each) => /yyxxyy.*xxyyxx/.test(each)));
  assertEquals([...disk.crashStates({ most: 300, seed: 1 })].map(({ key }) => key).length, 300);
});

Deno.test("what is lost is told in words", () => {
  const disk = with2("abcd");
  disk.append("new", bytes("x"));
  disk.rename("new", "b");
  disk.writeAt("a", 0, bytes("ABCD"));
  disk.append("a", bytes("EF"));
  const [nothing, all, ...some] = [...disk.afterCrash()].map(({ lost }) => lost);
  assertEquals(nothing, [
    "undone: create new",
    "undone: rename new to b",
    "a is 4 bytes long, and not 6",
    "bytes 0 to 3 of a are lost",
  ]);
  assertEquals(all, []);
  assertEquals(some[0], [
    "undone: rename new to b",
    "a is 4 bytes long, and not 6",
    "bytes 0 to 3 of a are lost",
    "b is 0 bytes long, and not 1",
  ]);
});

Deno.test("where very many names changed, their beginnings are tried, and all but one of them", () => {
  const disk = new SimulatedDisk({ anyNames: true });
  for (let i = 0; i < 9; i++) disk.append(`${i}`, bytes(""));
  const found = new Set(left(disk));
  // No file, the first to the ninth, and all without one of the first eight.
  assertEquals(found.size, 10 + 8);
  assert(found.has("0= 1= 2= 4= 5= 6= 7= 8="));
});

Deno.test("who is called before an operation is told what a write is to write, and where", () => {
  const disk = with2("xxxx"), told: unknown[] = [];
  disk.before = (operation, write) =>
    void told.push(write === undefined ? operation : [operation, write]);
  disk.append("a", bytes("yyy"));
  disk.writeAt("a", 2, bytes("z"));
  disk.sync("a");
  assertEquals(told, [
    ["append to a", { bytes: 3 }],
    ["write to a", { bytes: 1, offset: 2 }],
    "sync a",
  ]);
});
