/// <reference lib="dom" />
/**
 * The look of the viewer. Every rule begins with the class `hbx`, so that it touches nothing else on a
 * page; colours are those of the book where it stands in the book, and of the system where it does not.
 *
 * @module
 */

import { alarm, darkPage, fonts } from "../../lib/figure/theme.ts";

const colours = `
.hbx{--hbx-ink:var(--vp-c-text-1,#1f2328);--hbx-soft-ink:var(--vp-c-text-2,#57606a);
--hbx-page:var(--vp-c-bg,#fff);--hbx-soft:var(--vp-code-bg,#f2f3f5);--hbx-line:#8b8f98;
--hbx-edge:var(--vp-c-divider,#d9d9de);--hbx-accent:var(--vp-c-brand-1,#0a63a5);
--hbx-glow:rgba(0,120,194,.16);--hbx-alarm:var(--book-alarm,#b42318);--hbx-bad:rgba(224,68,60,.12);
--hbx-good:rgba(25,139,99,.2);--hbx-new:rgba(192,138,6,.22)}`;

const dark = `--hbx-ink:var(--vp-c-text-1,#e6e6ea);--hbx-soft-ink:var(--vp-c-text-2,#a8a8b3);
--hbx-page:var(--vp-c-bg,${darkPage});--hbx-soft:var(--vp-code-bg,#2a2a30);--hbx-line:#7d818b;
--hbx-edge:var(--vp-c-divider,#3a3a42);--hbx-accent:var(--vp-c-brand-1,#6cb8f0);
--hbx-glow:rgba(108,184,240,.2);--hbx-alarm:var(--book-alarm,#f4827a);--hbx-bad:rgba(244,130,122,.16);
--hbx-good:rgba(61,190,143,.24);--hbx-new:rgba(224,170,40,.24)`;

const parts = `
.hbx{color:var(--hbx-ink);background:var(--hbx-page);font:15px/1.5 ${fonts};text-align:left;
-webkit-text-size-adjust:100%}
.hbx *{box-sizing:border-box}
.hbx h2{font-size:1.2rem;line-height:1.35;margin:0 0 .6rem;border:0;padding:0}
.hbx p{margin:.3rem 0}
.hbx [hidden]{display:none}
.hbx-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.hbx-breach{border-left:4px solid ${alarm};padding:.05rem 0 .05rem .9rem;margin:.6rem 0 1rem;
overflow-wrap:anywhere}
.hbx-breach:empty{display:none}
.hbx button{font:inherit;font-size:14px;color:inherit;background:var(--hbx-page);cursor:pointer;
border:1px solid var(--hbx-line);border-radius:6px;min-height:36px;min-width:36px;padding:0 10px;
display:inline-flex;align-items:center;justify-content:center;gap:6px}
.hbx button:hover:not(:disabled){background:var(--hbx-soft)}
.hbx button:disabled{opacity:.45;cursor:default}
.hbx :focus-visible{outline:2px solid var(--hbx-accent);outline-offset:2px}
.hbx-bar{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:.5rem 0}
.hbx-group{display:flex;gap:4px}
.hbx-bar input[type=range]{flex:1 1 9rem;min-width:7rem;height:36px;margin:0;accent-color:var(--hbx-accent)}
.hbx-where{font-variant-numeric:tabular-nums;min-width:11.5rem}
.hbx-bar .hbx-jump{border-color:var(--hbx-alarm);color:var(--hbx-alarm)}
.hbx-stage{position:relative;border:1px solid var(--hbx-edge);border-radius:8px;overflow:hidden}
.hbx-scroll{max-height:75vh;overflow:hidden auto}
.hbx-stage svg{display:block;touch-action:pan-y;cursor:grab;user-select:none;-webkit-user-select:none}
.hbx-stage svg:active{cursor:grabbing}
.hbx-stage text{font:12px ${fonts};fill:var(--hbx-ink)}
.hbx-tip{position:absolute;pointer-events:none;max-width:min(26rem,90%);padding:4px 8px;font-size:13px;
color:var(--hbx-page);background:var(--hbx-ink);border-radius:5px;overflow-wrap:anywhere;z-index:2}
.hbx-words{min-height:4.6em;padding:.5rem 0;overflow-wrap:anywhere}
.hbx-words ul{margin:0;padding-left:1.2rem;list-style:disc}
.hbx-words li{margin:0}
.hbx-words .hbx-lead{font-weight:600}
.hbx-words li.hbx-alarming,.hbx-words .hbx-alarming{color:var(--hbx-alarm);font-weight:600}
.hbx fieldset{border:0;margin:0 0 6px;padding:0;min-width:0;display:flex;flex-wrap:wrap;gap:6px;align-items:center}
.hbx legend{float:left;padding:0;margin-right:6px;font-size:14px;color:var(--hbx-soft-ink);min-width:4.8rem}
.hbx-chip{display:inline-flex;align-items:center;gap:6px;min-height:32px;padding:0 10px 0 8px;font-size:14px;
border:1px solid var(--hbx-edge);border-radius:16px;cursor:pointer;max-width:100%;overflow-wrap:anywhere}
.hbx-chip input{margin:0;width:16px;height:16px;accent-color:var(--hbx-accent)}
.hbx-chip:focus-within{border-color:var(--hbx-accent)}
.hbx-swatch{width:14px;height:4px;border-radius:2px;flex:none}`;

const diagram = `
.hbx-cursor rect{fill:var(--hbx-glow)}
.hbx-lanes path{stroke:var(--hbx-line);stroke-width:1.2}
.hbx-lanes .hbx-client{stroke-dasharray:1 4}
.hbx-names rect{fill:var(--hbx-page)}
.hbx-stage .hbx-names text{font-size:13px;font-weight:500}
.hbx-later{opacity:.3}
.hbx-stretches .hbx-later{opacity:.62}
.hbx-rest{opacity:.3}
.hbx-stroke{fill:none;stroke-width:1.6}
.hbx-now .hbx-stroke{stroke-width:3}
.hbx-touch{fill:none;stroke:transparent;stroke-width:12}
.hbx-cross{fill:none;stroke-width:2.2;stroke-linecap:round}
.hbx-solid{fill:var(--hbx-ink)}
.hbx-saved{fill:var(--hbx-soft-ink)}
.hbx-outline{fill:none;stroke:var(--hbx-ink);stroke-width:2}
.hbx-clock{fill:var(--hbx-page);stroke:var(--hbx-ink);stroke-width:1.3}
.hbx-halo{fill:var(--hbx-bad);stroke:${alarm};stroke-width:2.5}
.hbx-stretches rect{fill:var(--hbx-soft);stroke:var(--hbx-line)}
.hbx-stage .hbx-stretches text{font-size:11.5px}
.hbx-stage .hbx-down rect{fill:var(--hbx-page);stroke:${alarm};stroke-dasharray:3 3}
.hbx-stage .hbx-paused rect{fill:var(--hbx-soft);stroke-dasharray:2 3}
.hbx-fail rect,.hbx-unknown rect{stroke:${alarm}}
.hbx-open rect,.hbx-unknown rect{stroke-dasharray:4 3}
.hbx-troubles rect{fill:var(--hbx-bad)}
.hbx-violation path{stroke:${alarm};stroke-width:2;stroke-dasharray:6 4}
.hbx-stage .hbx-violation text{font-size:13px;font-weight:600;fill:var(--hbx-alarm)}
.hbx-stage .hbx-labels text{paint-order:stroke;stroke:var(--hbx-page);stroke-width:4px;stroke-linejoin:round}
.hbx-stage .hbx-labels .hbx-later{opacity:.62}
.hbx-axis path{stroke:var(--hbx-line)}
.hbx-stage .hbx-axis text{font-size:11.5px;fill:var(--hbx-soft-ink)}
.hbx-spots,.hbx-axis,.hbx-labels,.hbx-violation,.hbx-lanes,.hbx-cursor{pointer-events:none}
.hbx-spots>g{pointer-events:auto}`;

const states = `
.hbx-states{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:10px;
align-items:start;margin:.4rem 0 1rem}
.hbx-card{border:1px solid var(--hbx-edge);border-radius:8px;padding:8px 10px;min-width:0}
.hbx-broken{border-color:${alarm};box-shadow:0 0 0 1px ${alarm}}
.hbx-card h3{font-size:15px;font-weight:600;margin:0 0 2px;display:inline-flex;flex-wrap:wrap;gap:8px;
align-items:center;overflow-wrap:anywhere;letter-spacing:0;line-height:1.4}
.hbx-badge,.hbx-news{font-size:12.5px;font-weight:400;padding:0 7px;border-radius:9px;background:var(--hbx-soft)}
.hbx-is-down,.hbx-is-paused{background:var(--hbx-bad)}
.hbx-news{background:var(--hbx-new)}
.hbx-number{font-size:12.5px;font-weight:400;color:var(--hbx-soft-ink)}
.hbx-none{color:var(--hbx-soft-ink)}
.hbx-card,.hbx-card summary{font-size:13.5px;line-height:1.55}
.hbx .hbx-tree{list-style:none;margin:0;padding:0;overflow-wrap:anywhere}
.hbx-tree .hbx-tree{padding-left:14px}
.hbx-tree li{margin:0;padding:0 4px 0 16px;position:relative;border-radius:4px}
.hbx-sign{position:absolute;left:3px;font-weight:700}
.hbx-tree details{margin-left:0}
.hbx-card summary{cursor:pointer}
.hbx-key,.hbx-index,.hbx-value,.hbx-tree del,.hbx-tree ins{
font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12.5px}
.hbx-key{font-weight:600}
.hbx-index{color:var(--hbx-soft-ink)}
.hbx-changed{background:var(--hbx-new)}
.hbx-added{background:var(--hbx-good)}
.hbx-removed{background:var(--hbx-bad)}
.hbx-removed .hbx-value{text-decoration:line-through}
.hbx ins{text-decoration:none}
.hbx-tree .hbx-added li,.hbx-tree .hbx-removed li{background:none}
.hbx-facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.5rem 1.1rem;margin:1rem 0 0}
.hbx-facts dt{font-weight:600;margin:0}
.hbx-facts dd{margin:0;min-width:0;display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.hbx-facts pre{margin:0;padding:.4rem .7rem;border-radius:6px;background:var(--hbx-soft);overflow-x:auto;
max-width:100%;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.hbx-facts p{margin:0}
.hbx-keys{font-size:13.5px;color:var(--hbx-soft-ink);margin:.2rem 0 .6rem}
@media (max-width:40rem){.hbx-facts{grid-template-columns:1fr;gap:.15rem}.hbx-facts dd{margin-bottom:.5rem}
.hbx-where{min-width:0;flex:1 1 100%;order:9}.hbx legend{min-width:100%}}`;

/** All rules. */
export const style: string = [
  colours,
  `@media (prefers-color-scheme:dark){:root:not(.hbx-book) .hbx{${dark}}}`,
  `.dark .hbx{${dark}}`,
  parts,
  diagram,
  states,
].join("\n");

/** Puts the rules on the page, once. */
export function dressPage(): void {
  const { documentElement: page } = document;
  // The book has a switch of its own for light and dark, and then the system is not asked.
  const isBook = getComputedStyle(page).getPropertyValue("--vp-c-bg") !== "";
  page.classList.toggle("hbx-book", isBook);
  if (document.getElementById("hbx-style") !== null) return;
  const element = document.createElement("style");
  element.id = "hbx-style";
  element.textContent = style;
  document.head.append(element);
}
