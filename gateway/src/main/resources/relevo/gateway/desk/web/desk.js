// The agents' side: what waits for a person, its packet and its transcript, and what an agent does about it; all by the API.

import { el, quote, replace } from "./dom.js";
import { packetNodes } from "./thoughts.js";
import { gloss, language, time, word } from "./words.js";

const $ = (id) => document.getElementById(id);
const QUEUES = ["general", "facturacion", "soporte", "reclamos", "ventas", "senior", "vip"];
const RANK = { urgent: 0, high: 1, normal: 2 };
const AGAIN_MS = 2000;
const CAPACITY = 3;
const SIGN_MS = 120000;

const cases = new Map();
let token = null;
let chosen = null;
let detail = null;
let asked = 0;
let onDuty = false;
let failed = () => {};
let drawn = "";

/** Starts the pane where there is an API to talk to; `show` is told that there is one. */
export async function startDesk(toast, show) {
  failed = toast;
  const response = await fetch("/sandbox/token").catch(() => null);
  if (response?.status !== 200) return;
  token = (await response.json()).token;
  show();
  $("desk-queue").addEventListener("change", drawDesk);
  $("desk-owner").addEventListener("change", listBots);
  $("desk-duty").addEventListener("click", duty);
  $("desk-write").addEventListener("submit", (event) => {
    event.preventDefault();
    write("reply");
  });
  $("desk-note").addEventListener("click", () => write("note"));
  $("desk-claim").addEventListener("click", () => act("claim"));
  $("desk-return").addEventListener("click", () => act("return"));
  $("desk-resolve").addEventListener("click", () => act("resolve", { outcome: $("desk-outcome").value }));
  $("desk-transfer").addEventListener("click", () => act("transfer", { queue: $("desk-to").value }));
  setInterval(() => onDuty && putDuty().catch(() => {}), SIGN_MS);
  follow();
}

/** One request to the API. Throws an Error whose message can be shown. */
async function api(method, path, body, key) {
  const headers = { Authorization: `Bearer ${token}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  const response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
    .catch(() => { throw new Error("offline"); });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.title ?? String(response.status));
  }
  return response.status === 204 ? null : response.json();
}

/** Listens for ever; an EventSource cannot carry a token, so the stream is read by hand. */
async function follow() {
  for (;;) {
    try {
      const response = await fetch("/v1/events", { headers: { Authorization: `Bearer ${token}` } });
      if (response.ok) {
        cases.clear();
        await read(response.body.pipeThrough(new TextDecoderStream()).getReader());
      }
    } catch {
      // Gone for now: tried again below.
    }
    await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
}

async function read(reader) {
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const events = (rest + part.value).split("\n\n");
    rest = events.pop();
    for (const event of events) heard(event);
    drawDesk();
  }
}

function heard(event) {
  const data = event.split("\n").find((line) => line.startsWith("data: "));
  if (!event.includes("event: conversation") || !data) return;
  const one = JSON.parse(data.slice(6));
  cases.set(one.id, one);
  if (one.id === chosen) load();
}

const who = () => $("desk-who").value.trim() || "Ana";
const name = (one) => one.name ?? one.id.slice(0, 8);

function inOrder() {
  const queue = $("desk-queue").value;
  const owners = $("desk-owner").value === "open" ? ["queued", "human", "survey"] : [$("desk-owner").value];
  return [...cases.values()]
    .filter((one) => owners.includes(one.owner) && (queue === "" || one.queue === queue))
    .sort((a, b) => (b.owner === "queued") - (a.owner === "queued") || RANK[a.priority] - RANK[b.priority] || a.sinceMs - b.sinceMs);
}

/** The stream begins with what is with people; the bot's latest are asked for when they are wanted. */
async function listBots() {
  drawDesk();
  if ($("desk-owner").value !== "bot") return;
  try {
    const page = await api("GET", "/v1/conversations?owner=bot&limit=50");
    for (const one of page.items) cases.set(one.id, one);
  } catch (error) {
    failed(error);
  }
  drawDesk();
}

/** Loads the chosen conversation; of several answers on their way only the last one counts. */
async function load() {
  const id = chosen;
  const turn = ++asked;
  try {
    const loaded = await api("GET", `/v1/conversations/${id}`);
    if (turn === asked && id === chosen) detail = loaded;
  } catch (error) {
    if (turn === asked) failed(error);
  }
  drawDesk();
}

function choose(id) {
  chosen = id;
  detail = null;
  load();
}

async function act(name, more = {}) {
  const one = cases.get(chosen);
  if (!one) return false;
  try {
    const epoch = name === "note" ? {} : { epoch: one.epoch };
    cases.set(one.id, await api("POST", `/v1/conversations/${one.id}/${name}`, { agent: who(), ...epoch, ...more }, crypto.randomUUID()));
    await load();
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}

async function write(kind) {
  const text = $("desk-text").value.trim();
  if (text === "") {
    $("desk-text").focus();
    return;
  }
  $("desk-text").value = "";
  if (!(await act(kind, { text })) && $("desk-text").value === "") $("desk-text").value = text;
}

const putDuty = () => api("PUT", `/v1/agents/${encodeURIComponent(who())}`, { queues: QUEUES, capacity: CAPACITY });

async function duty() {
  try {
    if (onDuty) await api("DELETE", `/v1/agents/${encodeURIComponent(who())}`);
    else await putDuty();
    onDuty = !onDuty;
  } catch (error) {
    failed(error);
  }
  drawDesk();
}

/** Redraws what differs from what is shown: what has the focus keeps it. */
export function drawDesk() {
  if (token === null) return;
  const all = inOrder();
  $("desk-duty").setAttribute("aria-pressed", String(onDuty));
  $("desk-who").disabled = onDuty;
  const now = JSON.stringify([all, chosen, detail, language()]);
  if (now === drawn) return;
  drawn = now;
  options();
  const waiting = [...cases.values()].filter((one) => one.owner === "queued").length;
  $("desk-count").textContent = waiting ? String(waiting) : "";
  replace($("desk-list"), all.length ? all.map(row) : el("li", { class: "empty" }, word("desk-empty")));
  drawCase();
}

function options() {
  const fill = (id, values) => {
    const before = $(id).value;
    replace($(id), values.map(([value, text]) => el("option", { value }, text)));
    if (values.some(([value]) => value === before)) $(id).value = before;
  };
  fill("desk-queue", [["", word("all-queues")], ...QUEUES.map((queue) => [queue, queue])]);
  fill("desk-owner", [["open", word("with-people")], ["queued", word("QUEUED")], ["human", word("HUMAN")], ["bot", word("BOT")]]);
  fill("desk-to", QUEUES.map((queue) => [queue, queue]));
  fill("desk-outcome", ["solved", "unsolved", "duplicate", "spam"].map((outcome) => [outcome, word(outcome)]));
}

function row(one) {
  return el("li", {}, el("button", {
    type: "button", class: `case-row priority-${one.priority}`, "data-key": one.id,
    "aria-current": one.id === chosen ? "true" : null, onclick: () => choose(one.id),
  },
  el("span", { class: "chat-line" }, quote(name(one), "span", { class: "chat-name" }), el("time", {}, time(one.sinceMs))),
  el("span", { class: "case-facts" },
    el("span", { class: `stage-word stage-${one.owner.toUpperCase()}` }, word(one.owner.toUpperCase())),
    one.queue ? el("code", {}, one.queue) : null,
    one.priority === "normal" ? null : el("b", {}, word(one.priority)),
    one.segment && one.segment !== "regular" ? el("b", {}, one.segment.toUpperCase()) : null,
    one.reminders ? el("b", {}, word("reminded", { n: one.reminders })) : null,
    one.watch ? el("b", {}, word("on-watch")) : null,
    one.erasureAsked ? el("b", {}, word("erasure")) : null,
    one.agent ? quote(one.agent) : null),
  one.lastText ? quote(one.lastText, "span", { class: "chat-last" }) : null));
}

function drawCase() {
  const one = cases.get(chosen);
  $("desk-case").hidden = !one;
  if (!one) return;
  const mine = one.owner === "human" && one.agent === who();
  const fits = { claim: one.owner !== "human", return: one.owner === "queued" || one.owner === "human",
    resolve: one.owner === "queued" || one.owner === "human", transfer: true };
  for (const [id, fit] of Object.entries(fits)) {
    const button = $(`desk-${id}`);
    button.setAttribute("aria-disabled", String(!fit));
    // A button that has the focus keeps it: a disabled one would throw a keyboard user back to the top of the page.
    button.disabled = !fit && button !== document.activeElement;
  }
  $("desk-claim").classList.toggle("primary", one.owner === "queued");
  $("desk-send").classList.toggle("primary", mine);
  replace($("desk-name"), quote(name(one)), el("small", {}, ` ${one.lang} · ${one.owner === "human" ? one.agent : word(one.owner.toUpperCase())}`));
  const turns = detail?.transcript ?? [];
  replace($("desk-transcript"), turns.map((turn) => el("li", { class: `by-${turn.by}` },
    el("span", { class: "label" }, word(turn.by === "note" ? "a-note" : turn.by), " ", el("time", {}, time(turn.atMs))), quote(turn.text, "p"))));
  $("desk-transcript").scrollTop = $("desk-transcript").scrollHeight;
  replace($("desk-packet"), detail?.packet ? packetNodes(detail.packet, false) : el("p", { class: "empty" }, word("no-packet")));
  if (detail?.packet?.threshold > 0) $("desk-packet").append(scoreLine(detail.packet));
}

function scoreLine(packet) {
  const rows = packet.contributions.filter((one) => one.contribution !== 0 || one.hard);
  return el("p", { class: "score-line" }, el("span", { class: "label" }, word("score")), " ",
    word("score-of", { score: packet.score.toFixed(2), threshold: packet.threshold.toFixed(2) }),
    rows.length ? ` = ${rows.map((one) => `${one.feature} ${one.value.toFixed(2)}×${one.weight.toFixed(2)}${one.hard ? ` (${word("hard")})` : ""}`).join(" + ")}` : "",
    packet.reasons.length ? ` → ${packet.reasons.map(gloss).join(", ")}` : "");
}
