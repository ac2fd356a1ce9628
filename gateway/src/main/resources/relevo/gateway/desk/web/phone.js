// The left side: the list of chats and the phone of the selected customer.

import { bold, el, icon, quote, replace, seen } from "./dom.js";
import { post, postInOrder } from "./link.js";
import { apply, inOrder, markSeen, nameOf, select, selected, statusOf, store, unread } from "./store.js";
import { time, word } from "./words.js";

const $ = (id) => document.getElementById(id);
const MEDIA = { audio: "mic", image: "image", location: "pin", unsupported: "unknown" };
const TYPING_MS = 25_000;

let stuckToEnd = true;
let shown = { id: null, lang: null, nodes: new Map() };
let hooks = { changed() {}, failed() {}, open() {} };

/** `changed` redraws, `failed` tells of an Error, `open` brings the chat to the front at phone width. */
export function startPhone(given) {
  hooks = given;
  $("add").append(icon("plus"));
  $("send").append(icon("send"));
  $("attach").append(icon("plus"));
  $("add").addEventListener("click", () => $("new-customer").showModal());
  $("new-cancel").addEventListener("click", () => $("new-customer").close());
  $("new-customer-form").addEventListener("submit", addCustomer);
  $("write").addEventListener("submit", (event) => {
    event.preventDefault();
    write([$("message").value]);
  });
  $("message").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      write([$("message").value]);
    }
  });
  $("message").addEventListener("input", grow);
  $("send-lines").addEventListener("click", () => write($("message").value.split("\n")));
  $("attach").addEventListener("click", () => showMedia($("media").hidden));
  $("media").addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      showMedia(false);
      $("attach").focus();
    }
  });
  $("chat-list").addEventListener("keydown", moveInList);
  const list = $("messages");
  list.addEventListener("scroll", () => (stuckToEnd = isAtEnd(list)));
  new ResizeObserver(() => stuckToEnd && toEnd(list)).observe(list);
  $("sheet-close").addEventListener("click", () => $("sheet").close());
}

async function addCustomer(event) {
  event.preventDefault();
  const reach = new FormData($("new-customer-form")).get("reach");
  try {
    const body = { name: $("new-name").value, reach, lang: $("new-lang").value };
    const customer = await post("/sandbox/customers", body);
    $("new-customer").close();
    $("new-customer-form").reset();
    // The stream will tell of it too, perhaps later than this answer.
    apply({ conversation: customer.id, event: { kind: "customer-added", customer } });
    choose(customer.id);
    $("message").focus();
  } catch (error) {
    hooks.failed(error);
  }
}

/** Sends each text as a message of its own, in order. */
function write(texts) {
  const id = store.selected;
  const said = texts.map((text) => text.trim()).filter((text) => text !== "");
  if (id === null || said.length === 0) return;
  $("message").value = "";
  grow();
  for (const text of said) {
    postInOrder(id, `/sandbox/customers/${encodeURIComponent(id)}/text`, { text }).catch((error) => {
      if ($("message").value === "") $("message").value = text;
      hooks.failed(error);
    });
  }
}

function press(known, message, option) {
  message.pressed = option.id;
  const body = { messageId: message.id, optionId: option.id, title: option.title };
  postInOrder(known.id, `/sandbox/customers/${encodeURIComponent(known.id)}/press`, body).catch(hooks.failed);
  hooks.changed();
}

function sendMedia(kind) {
  const id = store.selected;
  if (id === null) return;
  showMedia(false);
  $("message").focus();
  postInOrder(id, `/sandbox/customers/${encodeURIComponent(id)}/media`, { kind }).catch(hooks.failed);
}

function showMedia(show) {
  $("media").hidden = !show;
  $("attach").setAttribute("aria-expanded", String(show));
  if (show) $("media").querySelector("button")?.focus();
}

function grow() {
  const box = $("message");
  const lines = box.value.split("\n").filter((line) => line.trim() !== "").length;
  $("send-lines").hidden = lines < 2;
  $("send-lines").textContent = word("send-lines", { n: lines });
  box.style.height = "";
  if (box.value !== "") box.style.height = `${Math.min(box.scrollHeight + 2, 140)}px`;
}

function choose(id) {
  select(id);
  hooks.open();
  hooks.changed();
}

function moveInList(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...$("chat-list").querySelectorAll("button")];
  rows[rows.indexOf(document.activeElement) + step]?.focus();
}

export function drawChats() {
  const all = inOrder();
  const strangers = all.findIndex((known) => !known.customer);
  const rows = all.map((known) => {
    const news = unread(known);
    const last = known.messages.at(-1);
    return el("li", {},
      el("button", {
        type: "button",
        class: "chat-row",
        "data-key": known.id,
        "aria-current": known.id === store.selected ? "true" : null,
        onclick: () => choose(known.id),
      },
      avatar(known),
      el("span", { class: "chat-text" },
        el("span", { class: "chat-line" },
          quote(nameOf(known), "span", { class: "chat-name" }),
          last ? el("time", {}, time(last.atMs)) : null),
        el("span", { class: "chat-line" },
          quote(last ? preview(last) : reach(known), "span", { class: "chat-last" }),
          news ? el("span", { class: "news" }, String(news), el("span", { class: "only-read" }, word("unread"))) : null))));
  });
  if (strangers >= 0) rows.splice(strangers, 0, el("li", { class: "chat-group" }, word("strangers")));
  replace($("chat-list"), rows);
}

function preview(message) {
  if (!message.mine) return message.message.body;
  const { input } = message;
  return `${word("you")}: ${input.text ?? input.title ?? word(input.kind)}`;
}

function reach(known) {
  const { customer } = known;
  if (!customer) return known.id.slice(0, 12);
  return [customer.phone ? `+${customer.phone}` : word("no-phone"), customer.userId].filter(Boolean).join(" · ");
}

function avatar(known) {
  const first = [...nameOf(known).trim()].find((point) => /[\p{L}\p{N}]/u.test(point)) ?? "?";
  const hue = [...known.id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6, 0);
  return el("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, first.toUpperCase());
}

export function drawChat(visible) {
  const known = selected();
  const customer = known?.customer ?? null;
  for (const control of $("composer").querySelectorAll("button, textarea")) control.disabled = !customer;
  drawMedia();
  drawHead(known);
  const lang = document.documentElement.lang;
  const anew = shown.id !== (known?.id ?? null) || shown.lang !== lang;
  const list = $("messages");
  if (anew || !known || known.messages.length < shown.nodes.size) {
    list.setAttribute("aria-busy", "true");
    list.replaceChildren();
    shown = { id: known?.id ?? null, lang, nodes: new Map() };
  }
  if (known) drawMessages(known, list);
  list.setAttribute("aria-busy", "false");
  if (!known || known.messages.length === 0) {
    list.replaceChildren(el("li", { class: "hint" }, word(known ? "no-messages" : "nobody")));
    shown.nodes.clear();
  }
  if (anew || stuckToEnd) toEnd(list);
  if (known && visible && markSeen(known)) {
    // A receipt that does not arrive is no trouble to anybody: on a real phone it may be off, too.
    if (customer) postInOrder(known.id, `/sandbox/customers/${encodeURIComponent(known.id)}/opened`, {}).catch(() => {});
    drawChats();
  }
}

function isAtEnd(list) {
  return list.scrollHeight - list.scrollTop - list.clientHeight < 60;
}

/** The newest message stays in view, unless somebody scrolled up to read. */
function toEnd(list) {
  list.scrollTop = list.scrollHeight;
  stuckToEnd = true;
}

function drawHead(known) {
  const typing = known && Date.now() - known.typingAtMs < TYPING_MS;
  replace($("chat-head"), known ? [
    el("button", { type: "button", class: "plain back", "data-key": "back", "aria-label": word("back"), onclick: () => hooks.open("chats") },
      icon("back")),
    avatar(known),
    el("div", { class: "chat-who" },
      quote(nameOf(known), "h2"),
      el("p", {}, typing ? word("typing") : known.customer ? reach(known) : word("read-only"))),
    known.customer ? el("span", { class: "lang", title: word("writes-in") }, known.customer.lang) : null,
  ] : []);
}

function drawMedia() {
  replace($("media"), Object.entries(MEDIA).map(([kind, drawing]) =>
    el("button", { type: "button", "data-key": kind, onclick: () => sendMedia(kind) }, icon(drawing), word(kind))));
}

function drawMessages(known, list) {
  list.querySelector(".hint")?.remove();
  const kept = new Set(known.messages);
  for (const [message, node] of shown.nodes) {
    if (!kept.has(message)) {
      node.item.remove();
      shown.nodes.delete(message);
    }
  }
  for (const message of known.messages) {
    let node = shown.nodes.get(message);
    if (!node) {
      node = message.mine ? mine(message) : theirs(known, message);
      shown.nodes.set(message, node);
      list.append(node.item);
    }
    const { status, code } = statusOf(known, message);
    if (node.status !== status) {
      node.status = status;
      node.tick.replaceChildren(tickIcon(status), el("span", { class: "only-read" }, word(status), code ? ` ${code}` : ""));
      node.tick.className = `tick tick-${status}`;
      node.tick.title = code ? `${word(status)} (${code})` : word(status);
    }
    if (message.pressed) {
      for (const button of node.item.querySelectorAll(".option")) {
        button.classList.toggle("pressed", button.dataset.option === message.pressed);
      }
    }
  }
}

function tickIcon(status) {
  return icon(status === "read" ? "delivered" : status);
}

function foot(message, tick) {
  return el("span", { class: "foot" }, el("time", {}, time(message.atMs)), tick);
}

function mine(message) {
  const tick = el("span", { class: "tick" });
  const { input } = message;
  const content = input.input === "media"
    ? el("span", { class: "attached" }, icon(MEDIA[input.kind] ?? "unknown"), word(input.kind))
    : input.input === "press"
      ? [el("span", { class: "tag" }, icon("tap"), word("pressed")), quote(input.title, "p")]
      : quote(input.text, "p");
  const item = el("li", { class: "mine" },
    el("div", { class: "bubble" }, el("span", { class: "only-read" }, word("customer")), content, foot(message, tick)));
  return { item, tick, status: null };
}

function theirs(known, message) {
  const tick = el("span", { class: "tick" });
  const { message: sent } = message;
  const who = message.by === "agent" ? message.who ?? word("agent") : null;
  const item = el("li", { class: `theirs by-${message.by === "agent" ? "agent" : "bot"}` },
    el("div", { class: "bubble" },
      who ? quote(who, "span", { class: "who" }) : el("span", { class: "only-read" }, word("bot")),
      el("p", { class: "said", dir: "auto" }, bold(sent.body)), foot(message, tick)),
    options(known, message, sent));
  return { item, tick, status: null };
}

function options(known, message, sent) {
  if (!known.customer || sent.type === "text") return null;
  if (sent.type === "choices") {
    return el("div", { class: "options" },
      el("button", { type: "button", class: "option opener", "aria-haspopup": "dialog", onclick: () => openSheet(known, message, sent) },
        icon("list"), ...seen(sent.opener)));
  }
  return el("div", { class: "options" }, sent.options.map((option) =>
    el("button", { type: "button", class: "option", "data-option": option.id, onclick: () => press(known, message, option) },
      ...seen(option.title))));
}

function openSheet(known, message, sent) {
  replace($("sheet-title"), seen(sent.opener));
  replace($("sheet-rows"), sent.options.map((option) =>
    el("button", {
      type: "button",
      class: "row",
      onclick: () => {
        $("sheet").close();
        press(known, message, option);
      },
    }, ...seen(option.title))));
  $("sheet").showModal();
}
