// What the page knows: conversations with their messages, ticks and decisions. Only `apply` changes it.

const RANK = { waiting: 0, sent: 1, failed: 2, delivered: 3, read: 4 };
const KEPT_MAX = 300;
// Conversations that came in through the webhook only; under load there are many, and none stays long.
const STRANGERS_MAX = 20;

export const store = {
  conversations: new Map(),
  selected: sessionStorage.getItem("selected"),
  figures: null,
  webhooks: [],
};

// Of each conversation the message that was on the screen last.
const seenUpTo = new Map(JSON.parse(sessionStorage.getItem("seen") ?? "[]"));

function conversation(id) {
  let known = store.conversations.get(id);
  if (!known) {
    forgetStranger();
    known = { id, customer: null, messages: [], ticks: new Map(), decisions: [], lastAtMs: 0, typingAtMs: 0 };
    store.conversations.set(id, known);
  }
  return known;
}

function forgetStranger() {
  const strangers = [...store.conversations.values()].filter((one) => !one.customer && one.id !== store.selected);
  if (strangers.length < STRANGERS_MAX) return;
  strangers.sort((a, b) => a.lastAtMs - b.lastAtMs);
  store.conversations.delete(strangers[0].id);
}

function keep(list, item) {
  list.push(item);
  if (list.length > KEPT_MAX) list.shift();
}

/** Takes one event of the stream. */
export function apply({ conversation: id, event }) {
  switch (event.kind) {
    case "state":
      store.conversations = new Map();
      if (event.figures) store.figures = event.figures;
      for (const remembered of event.conversations) {
        const known = conversation(remembered.conversation);
        known.customer = remembered.customer;
        for (const one of remembered.events) apply({ conversation: remembered.conversation, event: one });
      }
      if (!store.conversations.has(store.selected)) select(null);
      break;
    case "figures":
      store.figures = event;
      store.webhooks.push(event.webhooksPerSecond);
      if (store.webhooks.length > 60) store.webhooks.shift();
      break;
    case "customer-added":
      conversation(id).customer = event.customer;
      break;
    case "customer-message":
      keep(conversation(id).messages, { mine: true, id: event.input.messageId, atMs: event.atMs, input: event.input });
      conversation(id).lastAtMs = event.atMs;
      break;
    case "business-message": {
      const known = conversation(id);
      const { messageId, atMs, by, who, message } = event;
      keep(known.messages, { mine: false, id: messageId, atMs, by, who, message, pressed: null });
      known.lastAtMs = atMs;
      known.typingAtMs = 0;
      break;
    }
    case "tick": {
      const ticks = conversation(id).ticks;
      const before = ticks.get(event.messageId);
      if (!before || RANK[event.status] >= RANK[before.status]) ticks.set(event.messageId, event);
      if (ticks.size > 2 * KEPT_MAX) ticks.delete(ticks.keys().next().value);
      break;
    }
    case "typing":
      conversation(id).typingAtMs = Date.now();
      break;
    case "decided":
      keep(conversation(id).decisions, event.decided);
      break;
    default:
      break;
  }
}

export function selected() {
  return store.conversations.get(store.selected) ?? null;
}

export function select(id) {
  store.selected = id;
  if (id === null) sessionStorage.removeItem("selected");
  else sessionStorage.setItem("selected", id);
}

export function nameOf(known) {
  if (known.customer) return known.customer.name;
  const decided = known.decisions.at(-1);
  return decided?.input.name ?? decided?.address.userId ?? decided?.address.phone ?? known.id.slice(0, 8);
}

export function statusOf(known, message) {
  return known.ticks.get(message.id) ?? { status: message.mine ? "waiting" : "sent", code: null };
}

/** How many messages of the business this phone has not had on its screen. */
export function unread(known) {
  const upTo = known.messages.findLastIndex((message) => message.id === seenUpTo.get(known.id));
  return known.messages.slice(upTo + 1).filter((message) => !message.mine).length;
}

/** All that is there has been on the screen. True when some of it is news. */
export function markSeen(known) {
  const news = unread(known) > 0;
  if (news) {
    seenUpTo.set(known.id, known.messages.at(-1).id);
    sessionStorage.setItem("seen", JSON.stringify([...seenUpTo]));
  }
  return news;
}

/** Conversations: customers of this phone before those of the webhook, each with the latest message first. */
export function inOrder() {
  return [...store.conversations.values()].sort(
    (a, b) => Boolean(b.customer) - Boolean(a.customer) || b.lastAtMs - a.lastAtMs,
  );
}

/** Who speaks and in which epoch, by the latest decision. */
export function owner(known) {
  const decided = known?.decisions.at(-1);
  return { owner: decided?.owner ?? "BOT", epoch: decided?.epoch ?? 0 };
}

const CUSTOMER_INPUTS = new Set(["text", "press", "media"]);

/** The decision on what the customer did last. */
export function latestDecision(known) {
  return known?.decisions.findLast(answersCustomer) ?? null;
}

/** The hand-over that is open, or null when the bot speaks. */
export function openHandover(known) {
  if (!known || owner(known).owner === "BOT") return null;
  for (let i = known.decisions.length - 1; i >= 0; i--) {
    const escalated = known.decisions[i].decisions.find((decision) => decision.decision === "escalate");
    if (escalated) return escalated.handover;
  }
  return null;
}

/** What was made of a customer's message: at once, or at the end of the pause in which more might have come. */
function answersCustomer(decided) {
  const held = decided.decisions.every((decision) => decision.decision === "silent" && decision.because === "burst");
  return CUSTOMER_INPUTS.has(decided.input.input) ? !held : decided.input.timer === "quiet";
}
