/**
 * What a notebook has left behind does not move. It stands in the page's HTML already, so the script of
 * the page need not hold it a second time: VitePress cuts what lies between these marks out of the
 * script that wakes a page up, and keeps it in the one that is fetched when a reader comes from another.
 *
 * @module
 */

import type { MarkdownEnv, MarkdownRenderer } from "vitepress";

/** A chapter, or a part of one, as `tools/book` writes it. */
const part = /<div class="chapter" v-pre>\s*<!-- still -->([^]*?)<!-- moving -->\s*<\/div>/g;

/** Hands such parts to Vue as finished HTML. */
export function stillPlugin(md: MarkdownRenderer): void {
  const render = md.render.bind(md);
  md.render = (
    source: string,
    env: MarkdownEnv & { words?: boolean } = {} as MarkdownEnv,
  ) => {
    const html = render(source, env);
    if (env.words) return html;
    const parts: string[] = [];
    const page = html.replace(part, (_, inner: string) => {
      parts.push(inner.replace(/(<[a-z][^<>]*?) v-pre(?=[\s>])/g, "$1"));
      return `<Still :html="still${parts.length}" />`;
    });
    if (parts.length > 0) addScript(env, parts);
    return page;
  };
}

/** On the server the marks would stand in the page; so the text is there without them. */
function addScript(env: MarkdownEnv, parts: readonly string[]): void {
  const lines = parts.map((inner, i) =>
    `const still${i + 1} = import.meta.env.SSR ? ${literal(inner)} : ` +
    literal(`__VP_STATIC_START__${inner}__VP_STATIC_END__`) + ";"
  );
  const content = `<script setup>\n${lines.join("\n")}\n</script>`;
  const blocks = env.sfcBlocks ??= {
    template: null,
    script: null,
    scriptSetup: null,
    scripts: [],
    styles: [],
    customBlocks: [],
  };
  blocks.scripts.push({
    type: "script",
    content,
    contentStripped: lines.join("\n"),
    tagOpen: "<script setup>",
    tagClose: "</script>",
  });
}

/** Text of a script that no tag can end. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll("</", "<\\/");
}
