package relevo.batch;

import java.util.HashMap;
import java.util.Map;

/**
 * A text in both languages of the report.
 *
 * @param es Spanish
 * @param en English
 */
record Label(String es, String en) {
    /** The published vocabulary in words for people. */
    private static final Map<String, Label> WORDS = words();

    /** The same in both languages: a number, an id, a customer's own words. */
    static Label same(String text) {
        return new Label(text, text);
    }

    /** What a published word means; an unknown one stands for itself. */
    static Label of(String word) {
        return WORDS.getOrDefault(word, same(word));
    }

    private static Map<String, Label> words() {
        Map<String, Label> words = new HashMap<>();
        String[][] all = {
            // kinds of decisions
            {"answer", "Respuesta", "Answer"},
            {"clarify", "Pregunta aclaratoria", "Question back"},
            {"menu", "Menú o saludo", "Menu or greeting"},
            {"flow", "Paso de un flujo", "Step of a flow"},
            {"fallback", "No entendido", "Not understood"},
            {"escalate", "Derivación a una persona", "Hand-over to a person"},
            {"notice", "Aviso", "Notice"},
            {"survey", "Encuesta", "Survey"},
            {"silent", "Sin mensaje del bot", "Bot stays silent"},
            // reasons of a hand-over
            {"explicit-request", "Pidió hablar con una persona", "Asked for a person"},
            {"menu-choice", "Eligió la opción en el menú", "Chose it in the menu"},
            {"keyword", "Palabra clave", "Keyword"},
            {"failed-attempts", "Varios intentos fallidos", "Failed attempts"},
            {"negative-sentiment", "Tono negativo", "Negative sentiment"},
            {"shouting", "Gritos (mayúsculas)", "Shouting (capitals)"},
            {"sensitive-topic", "Tema sensible", "Sensitive topic"},
            {"out-of-knowledge", "Tema desconocido", "Out of knowledge"},
            {"repeated-question", "Pregunta repetida", "Repeated question"},
            {"complaint", "Reclamo", "Complaint"},
            {"technical", "Problema técnico", "Technical problem"},
            {"critical", "Caso crítico", "Critical case"},
            {"churn-risk", "Riesgo de baja", "Churn risk"},
            {"vip", "Cliente preferente", "VIP customer"},
            {"negative-survey", "Mala valoración", "Bad survey mark"},
            {"flow-exhausted", "Flujo agotado", "Flow exhausted"},
            {"flow-handover", "Fin de un flujo", "End of a flow"},
            {"unsupported-content", "Contenido no admitido", "Unsupported content"},
            {"internal-error", "Error interno", "Internal error"},
            // queues and priorities
            {"general", "General", "General"},
            {"facturacion", "Facturación", "Billing"},
            {"soporte", "Soporte", "Support"},
            {"reclamos", "Reclamos", "Complaints"},
            {"ventas", "Ventas", "Sales"},
            {"senior", "Agentes sénior", "Senior agents"},
            {"normal", "Normal", "Normal"},
            {"high", "Alta", "High"},
            {"urgent", "Urgente", "Urgent"},
            // languages
            {"es", "Español", "Spanish"},
            {"pt", "Portugués", "Portuguese"},
            {"en", "Inglés", "English"},
            // statuses and sends
            {"sent", "Enviados", "Sent"},
            {"delivered", "Entregados", "Delivered"},
            {"read", "Leídos", "Read"},
            {"played", "Reproducidos", "Played"},
            {"failed", "Fallidos", "Failed"},
            {"accepted", "Aceptados por el canal", "Accepted by the channel"},
            {"refused", "Rechazados por el canal", "Refused by the channel"},
            {"cancelled", "Cancelados antes de salir", "Cancelled before leaving"},
            {"deferred", "Aplazados, con otro intento", "Deferred, tried again"},
            {"unresolved", "Nunca confirmados", "Never confirmed"},
            {"unknown", "Sin confirmar", "Unknown"},
            // other updates
            {"echo", "Mensajes desde el teléfono de la empresa", "Messages from the business's phone"},
            {"standby", "Conversaciones que lleva otro", "Conversations another one holds"},
            {"handover", "Cambios de mando", "Changes of control"},
            {"preference", "Preferencias de mensajes", "Message preferences"},
            {"account", "Avisos de la cuenta", "Account notices"},
            {"call", "Llamadas", "Calls"},
            {"history", "Historial", "History"},
        };
        for (String[] one : all) {
            words.put(one[0], new Label(one[1], one[2]));
        }
        return Map.copyOf(words);
    }
}
