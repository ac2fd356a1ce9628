// What the page says, in both languages.

const WORDS = {
  page: ["sugerencias de la noche", "suggestions of the night"],
  who: ["Usted", "You"],
  "who-first": ["Escriba primero su nombre (arriba).", "Enter your name first (above)."],
  todo: ["Por revisar", "To review"],
  live: ["Publicadas", "Published"],
  done: ["Cerradas", "Closed"],
  empty: ["Nada por aquí.", "Nothing here."],
  reports: ["Informes", "Reports"],
  night: ["Ejecutar la noche ahora", "Run the night now"],
  running: ["La noche está en marcha…", "The night is running…"],
  contacts: ["clientes", "customers"],
  "per-day": ["mensajes al día", "messages a day"],
  escalated: ["pasaron a una persona", "went to a person"],
  trend: ["tendencia", "trend"],
  new: ["nuevo", "new"],
  emerging: ["crece", "growing"],
  steady: ["estable", "steady"],
  declining: ["baja", "declining"],
  proposal: ["Propuesta", "Proposal"],
  question: ["Pregunta", "Question"],
  phrasings: ["Otras formas de preguntarlo (una por línea)", "Other ways to ask (one a line)"],
  answer: ["Respuesta", "Answer"],
  "no-answer": [
    "Nadie la ha contestado todavía: escriba la respuesta.",
    "Nobody has answered it yet: write the answer.",
  ],
  id: ["Identificador", "Id"],
  sources: ["De lo que escribieron sus compañeros", "From what your colleagues wrote"],
  evidence: ["Lo que preguntaron", "What they asked"],
  backtest: ["Prueba con los mensajes reales", "Tried on the real messages"],
  days: ["días", "days"],
  alone: ["esta sola", "this one alone"],
  together: ["junto con las demás de la noche", "together with the night's others"],
  gained: ["respuestas ganadas", "answers gained"],
  avoided: ["derivaciones evitadas", "hand-overs avoided"],
  changed: ["respuestas cambiadas", "answers changed"],
  wrong: ["serían erróneas", "would be wrong"],
  right: ["confirmadas por lo que dijo una persona", "confirmed by what a person said"],
  share: ["de los mensajes del tema tendrían respuesta", "of the topic's messages would be answered"],
  change: ["Lo que cambiaría", "What would change"],
  before: ["Antes", "Before"],
  after: ["Después", "After"],
  message: ["Mensaje", "Message"],
  clashes: ["Parecidas que ya existen", "Similar ones that exist"],
  "near-duplicate": ["casi igual", "near duplicate"],
  contradiction: ["dice otra cosa", "says something else"],
  risks: ["Atención", "Careful"],
  link: ["enlace", "link"],
  phone: ["teléfono", "phone"],
  price: ["precio", "price"],
  date: ["fecha", "date"],
  "personal-data": ["datos personales", "personal data"],
  legal: ["legal", "legal"],
  medical: ["médico", "medical"],
  two: ["Lleva enlace, precio o teléfono: la aprueban dos personas.", "Carries a link, a price or a phone: two people approve it."],
  effect: ["Efecto medido", "Measured effect"],
  expected: ["previsto", "predicted"],
  verdict: ["resultado", "verdict"],
  early: ["pronto para decirlo", "too early to say"],
  "as-expected": ["como se esperaba", "as expected"],
  better: ["mejor de lo previsto", "better than predicted"],
  worse: ["peor de lo previsto", "worse than predicted"],
  "to-revert": ["conviene retirarla", "should be taken back"],
  "esc-before": ["derivaciones al día, antes", "hand-overs a day, before"],
  "esc-after": ["y después", "and after"],
  history: ["Historia", "History"],
  approve: ["Aprobar", "Approve"],
  dismiss: ["Descartar…", "Dismiss…"],
  publish: ["Publicar", "Publish"],
  revert: ["Retirar…", "Take back…"],
  edit: ["Editar", "Edit"],
  save: ["Guardar", "Save"],
  cancel: ["Cancelar", "Cancel"],
  merge: ["Unir con…", "Merge into…"],
  reason: ["Motivo", "Reason"],
  ok: ["Aceptar", "OK"],
  advice: ["Recomendación", "Advice"],
  "by-hand": ["Este consejo se aplica a mano; apruébelo para darlo por visto.", "This advice is carried out by hand; approve it to settle it."],
  expires: ["caduca el", "expires on"],
  first: ["vista por primera vez", "first seen"],
  open: ["abierta", "open"],
  "half-approved": ["falta otra aprobación", "needs another approval"],
  approved: ["aprobada", "approved"],
  published: ["publicada", "published"],
  dismissed: ["descartada", "dismissed"],
  merged: ["unida", "merged"],
  reverted: ["retirada", "taken back"],
  expired: ["caducada", "expired"],
  "did-approve": ["aprobó", "approved"],
  "did-dismiss": ["descartó", "dismissed"],
  "did-edit": ["editó", "edited"],
  "did-merge": ["unió", "merged"],
  "did-publish": ["publicó", "published"],
  "did-revert": ["retiró", "took back"],
  "new-answer": ["Respuesta nueva", "New answer"],
  "add-phrasings": ["Más formas de preguntar", "More ways to ask"],
  "improve-answer": ["Mejorar respuesta", "Improve answer"],
  "guide-then-offer": ["Guiar y ofrecer persona", "Guide, then offer a person"],
  trigger: ["Disparador", "Trigger"],
  threshold: ["Umbral", "Threshold"],
  route: ["Ruta", "Route"],
  retire: ["Retirar respuesta", "Retire answer"],
  coaching: ["Notas para el equipo", "Notes for the team"],
  more: ["se añade a", "added to"],
};

const SAID = {
  answer: ["responde", "answers"],
  fallback: ["no lo entendió", "did not understand"],
  escalate: ["pasa a una persona", "passes to a person"],
  clarify: ["repregunta", "asks back"],
};

/** What the bot says, in plain words: answer:horarios becomes «responde: horarios». */
export function said(decision) {
  const [kind, ...rest] = decision.split(":");
  const words = SAID[kind] ? SAID[kind][chosen === "en" ? 1 : 0] : kind;
  return rest.length ? `${words}: ${rest.join(":")}` : words;
}

let chosen = localStorage.getItem("lang") ?? "es";

export const language = () => chosen;

export function speak(lang) {
  chosen = lang;
  localStorage.setItem("lang", lang);
  document.documentElement.lang = lang;
}

/** The words for a key; an unknown key stands for itself. */
export const w = (key) => (WORDS[key] ?? [key, key])[chosen === "en" ? 1 : 0];

const KINDS = { phrasings: "add-phrasings" };
export const kindWord = (kind) => w(KINDS[kind] ?? kind);
export const verdictWord = (verdict) => w(verdict === "revert" ? "to-revert" : verdict);
export const percent = (share) =>
  `${new Intl.NumberFormat(chosen, { maximumFractionDigits: 0 }).format(100 * share)} %`;
export const number = (value) => new Intl.NumberFormat(chosen, { maximumFractionDigits: 1 }).format(value);
