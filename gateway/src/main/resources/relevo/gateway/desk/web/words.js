// What the page says, in Spanish and English. Words of the published vocabulary stay as they are, with a gloss beside them.

const WORDS = {
  es: {
    skip: "Ir al mensaje", sandbox: "sandbox", figures: "Cifras en vivo", language: "Idioma", theme: "Claro u oscuro",
    parts: "Partes de la página", chats: "Chats", chat: "Teléfono", system: "Sistema", customers: "Clientes", strangers: "Por el webhook",
    phone: "Teléfono del cliente", "add-customer": "Nuevo cliente", name: "Nombre", reach: "Qué conoce la empresa",
    "reach-both": "Teléfono y BSUID", "reach-phone": "Solo el teléfono", "reach-user-id": "Solo el BSUID",
    "writes-in": "Escribe en", add: "Agregar", cancel: "Cancelar", close: "Cerrar", messages: "Mensajes",
    message: "Escribe un mensaje", send: "Enviar", "send-lines": "Enviar {n} mensajes", attach: "Adjuntar",
    audio: "Nota de voz", image: "Imagen", location: "Ubicación", unsupported: "No compatible", document: "Documento",
    live: "En vivo", reconnecting: "Reconectando…", "too-many": "Demasiadas páginas abiertas",
    "who-speaks": "Quién habla", "as-agent": "Actuar como agente", agent: "Agente", claim: "Tomar", reply: "Responder",
    resolve: "Resolver", note: "Anotar", transfer: "Transferir", return: "Devolver", "agent-text": "Escribe al cliente",
    BOT: "Bot", QUEUED: "En cola", HUMAN: "Persona", SURVEY: "Encuesta", epoch: "época",
    decision: "Decisión", "no-decision": "Escribe algo en el teléfono: aquí se ve qué decide el sistema y por qué.",
    "no-messages": "Todavía no hay mensajes. Saluda para empezar.", "nobody": "Agrega un cliente para empezar.",
    "read-only": "Llegó por el webhook: aquí solo se puede leer.",
    older: "Decisión anterior", latest: "Ver la última", because: "Motivos", lang: "Idioma", version: "Contenido",
    input: "Entrada", understood: "Qué entendió", "in-scope": "Tema conocido", candidates: "Candidatos",
    "no-candidates": "Sin candidatos", slots: "Datos encontrados", score: "¿Hace falta una persona?",
    "score-of": "{score} de {threshold}", "score-below": "bajo el umbral", "score-watch": "en alerta: se avisa a la cola", "score-reached": "sobre el umbral",
    "score-hard": "una regla fija decide sola", feature: "Señal", value: "Valor", weight: "Peso",
    contribution: "Aporte", total: "Total", hard: "fija", zero: "Sin aporte:", threshold: "umbral", "no-score": "Sin puntaje en esta entrada",
    packet: "Paquete de traspaso", queue: "Cola", tier: "Nivel", priority: "Prioridad", wait: "Espera",
    "wait-range": "{from} a {to} min", steps: "Pasos hechos", "faq-hits": "Respuestas cercanas", transcript: "Conversación",
    history: "Historia de decisiones", "no-history": "Sin decisiones todavía",
    normal: "normal", high: "alta", urgent: "urgente",
    customer: "Cliente", bot: "Bot", "you": "Tú",
    "f-webhooks": "Webhooks/s", "f-ack": "Ack p50 · p99 · p99.9", "f-ring": "Anillo libre", "f-decisions": "Decisiones/s",
    "f-outbox": "Por enviar", "f-journal": "Diario", typing: "escribiendo…", pressed: "botón",
    waiting: "enviando", sent: "enviado", delivered: "entregado", read: "leído", failed: "no entregado",
    unread: " sin leer", "open-list": "Abre una lista", "not-done": "No se pudo: {detail}", offline: "sin conexión con el sistema",
    side: "Qué se ve junto al teléfono", desk: "Agentes", flows: "Guías", review: "Sugerencias", "on-duty": "De turno", "all-queues": "Todas las colas",
    "with-people": "Con personas", "waiting-list": "Conversaciones", "desk-empty": "Nadie espera a una persona.",
    "no-packet": "Sin paquete de traspaso: nadie la pasó a una persona.", outcome: "Resultado", "a-note": "Nota", solved: "Resuelto", unsolved: "Sin resolver",
    duplicate: "Duplicado", spam: "Spam", reminded: "avisos: {n}", "on-watch": "en alerta", erasure: "pide borrar sus datos",
    back: "Volver a los chats", none: "ninguno", "no-phone": "sin teléfono",
  },
  en: {
    skip: "Skip to message", sandbox: "sandbox", figures: "Live figures", language: "Language", theme: "Light or dark",
    parts: "Parts of the page", chats: "Chats", chat: "Phone", system: "System", customers: "Customers", strangers: "Through the webhook",
    phone: "The customer's phone", "add-customer": "New customer", name: "Name", reach: "What the business knows",
    "reach-both": "Phone and BSUID", "reach-phone": "Phone only", "reach-user-id": "BSUID only",
    "writes-in": "Writes in", add: "Add", cancel: "Cancel", close: "Close", messages: "Messages",
    message: "Write a message", send: "Send", "send-lines": "Send {n} messages", attach: "Attach",
    audio: "Voice note", image: "Image", location: "Location", unsupported: "Unsupported", document: "Document",
    live: "Live", reconnecting: "Reconnecting…", "too-many": "Too many open pages",
    "who-speaks": "Who speaks", "as-agent": "Act as an agent", agent: "Agent", claim: "Claim", reply: "Reply",
    resolve: "Resolve", note: "Note", transfer: "Transfer", return: "Return", "agent-text": "Write to the customer",
    BOT: "Bot", QUEUED: "Queued", HUMAN: "Person", SURVEY: "Survey", epoch: "epoch",
    decision: "Decision", "no-decision": "Write something on the phone: here you see what the system decides, and why.",
    "no-messages": "No messages yet. Say hello to begin.", "nobody": "Add a customer to begin.",
    "read-only": "It came in through the webhook: it can only be read here.",
    older: "Earlier decision", latest: "Show the latest", because: "Reasons", lang: "Language", version: "Content",
    input: "Input", understood: "What it understood", "in-scope": "Known topic", candidates: "Candidates",
    "no-candidates": "No candidates", slots: "Found in the text", score: "Is a person needed?",
    "score-of": "{score} of {threshold}", "score-below": "below the threshold", "score-watch": "on watch: the queue is warned", "score-reached": "above the threshold",
    "score-hard": "a hard rule decides alone", feature: "Signal", value: "Value", weight: "Weight",
    contribution: "Adds", total: "Total", hard: "hard", zero: "Add nothing:", threshold: "threshold", "no-score": "No score for this input",
    packet: "Hand-over packet", queue: "Queue", tier: "Tier", priority: "Priority", wait: "Wait",
    "wait-range": "{from} to {to} min", steps: "Steps done", "faq-hits": "Nearest answers", transcript: "Conversation",
    history: "Decisions so far", "no-history": "No decisions yet",
    normal: "normal", high: "high", urgent: "urgent",
    customer: "Customer", bot: "Bot", "you": "You",
    "f-webhooks": "Webhooks/s", "f-ack": "Ack p50 · p99 · p99.9", "f-ring": "Ring room", "f-decisions": "Decisions/s",
    "f-outbox": "To send", "f-journal": "Journal", typing: "typing…", pressed: "button",
    waiting: "sending", sent: "sent", delivered: "delivered", read: "read", failed: "not delivered",
    unread: " unread", "open-list": "Opens a list", "not-done": "Not done: {detail}", offline: "no connection to the system",
    side: "What stands beside the phone", desk: "Agents", flows: "Guides", review: "Suggestions", "on-duty": "On duty", "all-queues": "All queues",
    "with-people": "With people", "waiting-list": "Conversations", "desk-empty": "Nobody waits for a person.",
    "no-packet": "No packet: nothing handed it to a person.", outcome: "Outcome", "a-note": "Note", solved: "Solved", unsolved: "Unsolved",
    duplicate: "Duplicate", spam: "Spam", reminded: "reminders: {n}", "on-watch": "on watch", erasure: "asks to erase his data",
    back: "Back to the chats", none: "none", "no-phone": "no phone",
  },
};

const GLOSS = {
  es: {
    answer: "Responde", clarify: "Pide aclarar", menu: "Muestra el menú", flow: "Guía paso a paso",
    fallback: "No supo responder", escalate: "Pasa a una persona", notice: "Avisa", survey: "Encuesta", silent: "Calla",
    "explicit-request": "pidió una persona", "menu-choice": "lo eligió en el menú", keyword: "palabra clave",
    "failed-attempts": "intentos fallidos", "negative-sentiment": "está molesto", shouting: "escribe a gritos",
    "sensitive-topic": "tema delicado", "out-of-knowledge": "fuera de lo que sabe", "repeated-question": "repite la pregunta",
    complaint: "reclamo", technical: "falla técnica", critical: "caso crítico", "churn-risk": "se quiere ir", vip: "cliente VIP",
    "negative-survey": "encuesta negativa", "flow-exhausted": "agotó la guía", "flow-handover": "la guía lo pide",
    "unsupported-content": "contenido no legible", "internal-error": "error interno",
    text: "escribió", press: "tocó", media: "envió", agent: "agente", "human-outbound": "persona desde el teléfono",
    "thread-control": "control del hilo", preference: "preferencia", "send-failed": "envío fallido", timer: "temporizador", profile: "ficha del cliente", looked: "consulta",
  },
  en: {
    answer: "Answers", clarify: "Asks which one", menu: "Shows the menu", flow: "Guides step by step",
    fallback: "Did not know", escalate: "Calls a person", notice: "Tells", survey: "Survey", silent: "Stays silent",
    "explicit-request": "asked for a person", "menu-choice": "chose it in the menu", keyword: "keyword",
    "failed-attempts": "failed attempts", "negative-sentiment": "is upset", shouting: "is shouting",
    "sensitive-topic": "sensitive topic", "out-of-knowledge": "beyond what it knows", "repeated-question": "asks again",
    complaint: "complaint", technical: "technical fault", critical: "critical case", "churn-risk": "wants to leave", vip: "VIP customer",
    "negative-survey": "bad survey mark", "flow-exhausted": "guide exhausted", "flow-handover": "the guide says so",
    "unsupported-content": "unreadable content", "internal-error": "internal error",
    text: "wrote", press: "tapped", media: "sent", agent: "agent", "human-outbound": "person from the phone",
    "thread-control": "thread control", preference: "preference", "send-failed": "send failed", timer: "timer", profile: "customer record", looked: "lookup",
  },
};

let lang = "es";

export function language() {
  return lang;
}

/** Sets the language of the page's own words, es or en, and puts them where `data-w…` asks for them. */
export function speak(next) {
  lang = next in WORDS ? next : "es";
  document.documentElement.lang = lang;
  for (const node of document.querySelectorAll("[data-w]")) node.textContent = word(node.dataset.w);
  for (const node of document.querySelectorAll("[data-w-label]")) {
    node.setAttribute("aria-label", word(node.dataset.wLabel));
    if (node.tagName === "BUTTON") node.title = word(node.dataset.wLabel);
  }
  for (const node of document.querySelectorAll("[data-w-place]")) node.placeholder = word(node.dataset.wPlace);
}

/** A word of the page; `{x}` is filled from `values`. */
export function word(key, values = {}) {
  const text = WORDS[lang][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** What a word of the published vocabulary means; the word itself when it is new to the page. */
export function gloss(key) {
  return GLOSS[lang][key] ?? key;
}

export function number(value, digits = 0) {
  return new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

export function percent(value) {
  return new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 0 }).format(value);
}

export function time(atMs, seconds = false) {
  const parts = { hour: "2-digit", minute: "2-digit", ...(seconds ? { second: "2-digit" } : {}) };
  return new Intl.DateTimeFormat(lang, { ...parts, hourCycle: "h23" }).format(new Date(atMs));
}
