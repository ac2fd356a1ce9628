package relevo.dialog;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Inputs as customers, agents, the channel and timers give them, in any order; the same seed gives the same ones. */
final class RandomTalk {
    private static final List<String> TEXTS = List.of(
            "hola",
            "menú",
            "quiero hablar con un agente",
            "no quiero hablar con un agente, solo dime el horario",
            "a qué hora abren?",
            "dónde está mi pedido 48213",
            "zxqv plomk trrr",
            "esto es ridículo, son unos inútiles!!!",
            "ESTO ES UNA VERGÜENZA, NADIE RESPONDE 😡",
            "me hicieron un doble cobro",
            "me robaron la tarjeta",
            "BAJA",
            "alta",
            "gracias",
            "chao",
            "ok",
            "1",
            "2",
            "3",
            "5",
            "sí",
            "no",
            "pésimo, nadie me resolvió nada",
            "excelente",
            "eres un robot?",
            "quero falar com um atendente",
            "qual é o horário?",
            "what are your opening hours?",
            "I want to talk to a human",
            "cancelar",
            "no tengo internet",
            "quiero una cita",
            "bloquear mi tarjeta",
            "juan@example.com",
            "48213",
            "",
            "🙂",
            "???",
            "a".repeat(5_000),
            "¿y la garantía cuánto dura?");
    private static final List<String> PRESSES = List.of(
            "person",
            "menu",
            "menu:preguntas",
            "menu:persona",
            "faq:horarios",
            "survey:5",
            "survey:1",
            "gone",
            "yes",
            "no");
    private static final List<String> KINDS =
            List.of("audio", "image", "document", "sticker", "location", "reaction", "unsupported");
    private static final List<String> ACTS =
            List.of("claim", "reply", "note", "transfer", "return", "resolve", "assign", "release", "juggle");
    private static final List<String> QUEUES = List.of("general", "soporte", "nowhere");

    private final Random random;

    RandomTalk(Random random) {
        this.random = random;
    }

    Input next(Conversation state) {
        int dice = random.nextInt(100);
        String id = "wamid." + random.nextInt(1_000_000);
        if (dice < 55) {
            return new Input.Text(id, "Marta", pick(TEXTS));
        }
        if (dice < 68) {
            List<String> offered = state.offered();
            String option = offered.isEmpty() || random.nextInt(4) == 0 ? pick(PRESSES) : pick(offered);
            return new Input.Press(id, "Marta", option, "Opción");
        }
        if (dice < 72) {
            return new Input.Media(id, null, pick(KINDS), random.nextInt(4) == 0 ? "mi pedido" : null);
        }
        if (dice < 88) {
            Long seen = random.nextBoolean() ? null : Long.valueOf(Math.max(0, state.epoch() - random.nextInt(2)));
            String act = random.nextBoolean() ? null : "act-" + random.nextInt(6);
            return new Input.Agent(
                    pick(ACTS), pick(List.of("ana", "luis")), "Hola, te ayudo", pick(QUEUES), act, seen, null);
        }
        FlowPosition at = state.memory().flow();
        if (dice < 92 && at != null) {
            String outcome = pick(List.of("found", "missing", "failed"));
            return new Input.Looked(at.step(), outcome, Map.of("estado", "en camino"), state.epoch());
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Input.HumanOutbound("desde el teléfono");
            case 1 -> new Input.ThreadControl(random.nextBoolean());
            case 2 -> new Input.Preference(random.nextBoolean());
            case 3 -> new Input.SendFailed("s1", pick(List.of(131047, 132000)), "no");
            case 4 -> new Input.Profile(pick(List.of("es", "pt", "en")), pick(List.of("vip", "regular")), "Marta");
            default -> new Input.Timer(pick(List.of("unclaimed", "waiting", "quiet")), state.epoch());
        };
    }

    long pause() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextLong(100_000_000);
            case 1, 2 -> random.nextLong(2_000_000);
            case 3, 4, 5 -> random.nextLong(2_000);
            default -> random.nextLong(60_000);
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
