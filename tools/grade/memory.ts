/** Watches how much memory a process takes. @module */

/** How often it is looked at, in ms. */
const EVERY_MS = 100;

/**
 * Calls `exceeded` when the process `pid` holds more than `limitMb`; returns what stops the watch. V8 limits
 * its own heap, and not what buffers and WebAssembly take. On Windows nothing is watched.
 */
export function watchMemory(pid: number, limitMb: number, exceeded: () => void): () => void {
  if (Deno.build.os === "windows") return () => {};
  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    const mb = await residentMb(pid).catch(() => 0);
    looking = false;
    if (mb > limitMb) exceeded();
  }, EVERY_MS);
  return () => clearInterval(timer);
}

async function residentMb(pid: number): Promise<number> {
  if (Deno.build.os === "linux") {
    const status = await Deno.readTextFile(`/proc/${pid}/status`);
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  }
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "rss=", "-p", String(pid)],
    stderr: "null",
  }).output();
  return Number(new TextDecoder().decode(stdout).trim()) / 1024;
}
