/** How VitePress makes the book from its pages. @module */

import { readFileSync } from "node:fs";
import { defineConfig, type MarkdownOptions } from "vitepress";
import { icon } from "./icon.ts";
import { colourPlugin } from "./markdown/colours.ts";
import { columnPlugin } from "./markdown/columns.ts";
import { mathPlugin } from "./markdown/math.ts";
import { outputPlugin } from "./markdown/output.ts";
import { stillPlugin } from "./markdown/still.ts";
import { tagPlugin } from "./markdown/tags.ts";

/** What the tool that wrote the pages says of them. */
interface Book {
  /** Where the book will stand on its host. */
  readonly base: string;
  /** The folder of what runs cells, from the top of the book. */
  readonly runtime: string;
  readonly sidebar: { text: string; items: { text: string; link: string }[] }[];
}

const book: Book = JSON.parse(
  readFileSync(new URL("./book.json", import.meta.url), "utf8"),
);

const markdown: MarkdownOptions = {
  theme: { light: "github-light", dark: "github-dark" },
  // What Jupyter shows as text, the book shows as text: no attributes in braces, no emoji codes, no
  // links made of words that look like a host.
  attrs: { disable: true },
  linkify: false,
  typographer: true,
  config(md) {
    md.disable(["emoji", "replacements"], true);
    md.use(mathPlugin).use(colourPlugin).use(outputPlugin).use(tagPlugin)
      .use(stillPlugin).use(columnPlugin);
  },
};

export default defineConfig({
  title: "Happens Before",
  description: "Distributed systems you can run, break and prove.",
  lang: "en",
  base: book.base,
  outDir: "../book",
  cacheDir: "./.vitepress/cache",
  // A chapter is half a megabyte, and whoever opens the contents reads one.
  router: { prefetchLinks: false },
  head: [
    ["link", { rel: "icon", href: `data:image/svg+xml,${encodeURIComponent(icon)}` }],
    ["link", { rel: "manifest", href: `${book.base}manifest.webmanifest` }],
    ["meta", { name: "theme-color", content: "#0a63a5" }],
    ["meta", { name: "hb-runtime", content: book.runtime }],
  ],
  markdown,
  transformHead({ assets }) {
    const font = assets.find((asset) => /source-serif-4-latin-400-normal.*\.woff2$/.test(asset));
    if (font === undefined) return [];
    const href = {
      rel: "preload",
      as: "font",
      type: "font/woff2",
      crossorigin: "",
      href: font,
    };
    return [["link", href]];
  },
  themeConfig: {
    sidebar: book.sidebar,
    outline: { level: [2, 3], label: "On this page" },
    docFooter: { prev: "Previous", next: "Next" },
    darkModeSwitchLabel: "Light or dark",
    sidebarMenuLabel: "Contents",
    returnToTopLabel: "To the top",
    search: {
      provider: "local",
      options: {
        // Pictures and the innards of formulas are not words to look for.
        _render: (source, env, md) => md.render(source, { ...env, words: true }),
        miniSearch: {
          searchOptions: {
            boost: { title: 4, titles: 2 },
            fuzzy: 0.1,
            prefix: true,
          },
        },
      },
    },
  },
  vite: { build: { chunkSizeWarningLimit: 2000 }, logLevel: "warn" },
});
