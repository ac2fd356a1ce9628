// Starts the page: language, theme, tabs, the stream, and one redraw a frame for all that changed.

import { drawAgent, startAgent } from "./agent.js";
import { drawDesk, startDesk } from "./desk.js";
import { el, icon, replace } from "./dom.js";
import { drawFigures } from "./figures.js";
import { listen } from "./link.js";
import { drawChat, drawChats, startPhone } from "./phone.js";
import { apply, inOrder, select, store } from "./store.js";
import { drawThoughts, startThoughts } from "./thoughts.js";
import { language, speak, word } from "./words.js";

const $ = (id) => document.getElementById(id);
const TABS = ["chats", "chat", "system", "desk"];
const TOAST_MS = 6000;
const narrow = matchMedia("(max-width: 999px)");

let planned = false;
let toastTimer = 0;
let liveState = "reconnecting";

function draw() {
  planned = false;
  if (store.selected === null && inOrder().length > 0) select(inOrder()[0].id);
  drawChats();
  drawChat(document.visibilityState === "visible" && (!narrow.matches || document.body.dataset.tab === "chat"));
  drawThoughts();
  drawAgent();
  drawDesk();
  drawFigures();
}

/** Draws all once, before the next picture, however often it is asked for. A hidden page is drawn too, only more rarely. */
function changed() {
  if (planned) return;
  planned = true;
  if (document.visibilityState === "visible") requestAnimationFrame(draw);
  else setTimeout(draw, 1000);
}

function failed(error) {
  const text = word("not-done", { detail: error.message === "offline" ? word("offline") : error.message });
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => ($("toast").hidden = true), TOAST_MS);
}

function drawLive() {
  replace($("live"), el("span", { class: `dot ${liveState}` }), el("span", {}, word(liveState)));
}

function turnTo(tab) {
  document.body.dataset.tab = tab;
  for (const name of TABS) {
    const button = $(`tab-${name}`);
    button.setAttribute("aria-selected", String(name === tab));
    button.tabIndex = name === tab ? 0 : -1;
    if (narrow.matches) {
      $(name).setAttribute("role", "tabpanel");
    } else {
      $(name).removeAttribute("role");
    }
  }
  changed();
}

function startTabs() {
  for (const [i, name] of TABS.entries()) {
    $(`tab-${name}`).addEventListener("click", () => turnTo(name));
    $(`tab-${name}`).addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const there = TABS.filter((tab) => !$(`tab-${tab}`).hidden);
      const next = there[(i + step + there.length) % there.length];
      turnTo(next);
      $(`tab-${next}`).focus();
    });
  }
  narrow.addEventListener("change", () => turnTo(document.body.dataset.tab));
  turnTo("chats");
}

/** Which of the two stands beside the phone; a narrow page has a tab for each. */
function turnSide(side) {
  document.body.dataset.side = side;
  for (const name of ["system", "desk"]) $(`side-${name}`).setAttribute("aria-pressed", String(name === side));
}

function startSide() {
  for (const name of ["system", "desk"]) $(`side-${name}`).addEventListener("click", () => turnSide(name));
  turnSide("system");
  startDesk(failed, () => {
    $("side").hidden = false;
    $("flows").hidden = false;
    $("review").hidden = false;
    $("tab-desk").hidden = false;
    document.body.dataset.desk = "yes";
  });
}

function startLanguage() {
  const set = (lang) => {
    speak(lang);
    localStorage.setItem("lang", lang);
    $("lang-es").setAttribute("aria-pressed", String(language() === "es"));
    $("lang-en").setAttribute("aria-pressed", String(language() === "en"));
    drawLive();
    changed();
  };
  $("lang-es").addEventListener("click", () => set("es"));
  $("lang-en").addEventListener("click", () => set("en"));
  set(localStorage.getItem("lang") ?? "es");
}

function startTheme() {
  const dark = () => {
    const set = document.documentElement.dataset.theme;
    return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const show = () => replace($("theme"), icon(dark() ? "sun" : "moon"));
  const kept = localStorage.getItem("theme");
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
  $("theme").addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("theme", next);
    show();
  });
  show();
}

startTheme();
startPhone({ changed, failed, open: (tab = "chat") => narrow.matches && turnTo(tab) });
startThoughts(changed);
startAgent(failed);
startTabs();
startLanguage();
startSide();
document.addEventListener("visibilitychange", changed);
// A typing sign ends by itself.
setInterval(() => {
  if (inOrder().some((known) => known.typingAtMs > 0)) changed();
}, 5000);
listen(
  (sent) => {
    apply(sent);
    changed();
  },
  (state) => {
    liveState = state;
    drawLive();
  },
);
