/** Opens a page in the reader's browser. @module */

/** Opens a page by the means of the system; says what became of it. */
export async function openPage(url: string): Promise<string> {
  const [program, ...args] = opener(Deno.build.os);
  try {
    const { success } = await new Deno.Command(program!, {
      args: [...args, url],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    if (success) return `opened ${url}`;
  } catch {
    // There is no such program; the reader can still open the page by hand.
  }
  return `no browser could be opened here; the page is ${url}`;
}

function opener(system: typeof Deno.build.os): string[] {
  if (system === "darwin") return ["open"];
  return system === "windows" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
}
