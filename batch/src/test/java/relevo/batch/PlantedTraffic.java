package relevo.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Conversations with personal data in them that is known, so that it can be looked for in what comes out. Names are not
 * those of the product's lists. The same seed gives the same.
 */
final class PlantedTraffic {
    private static final List<String> GIVEN = List.of(
            "Ainara",
            "Iratxe",
            "Nayeli",
            "Xochitl",
            "Itzel",
            "Citlali",
            "Eneko",
            "Gorka",
            "Unai",
            "Oier",
            "Aritz",
            "Jaciara",
            "Ubiratan",
            "Moacir",
            "Edivaldo",
            "Josivaldo",
            "Wendell",
            "Darnell",
            "Tamika",
            "Latoya",
            "Deshawn",
            "Siobhan",
            "Niamh",
            "Yurena",
            "Yeray",
            "Nuria Belén",
            "Ximena Sofía",
            "Saray",
            "Leocadia",
            "Fulgencio",
            "Wilfrido",
            "Dagoberto",
            "Oriana",
            "Zulay",
            "Yorman",
            "Kelvin Jhon",
            "Thaynara",
            "Kauã",
            "Ruan",
            "Iracema",
            "Bradley",
            "Colleen",
            "Priyanka",
            "Rajesh",
            "Mei-Ling",
            "Hiroshi");
    private static final List<String> SURNAMES = List.of(
            "Quintanilla",
            "Zubizarreta",
            "Goikoetxea",
            "Etxeberria",
            "Okonkwo",
            "Achterberg",
            "Kowalczyk",
            "Vandenberg",
            "Tupinambá",
            "Aymerich",
            "Puigdevall",
            "Llorente",
            "Mamani",
            "Choque",
            "Huanca",
            "Catacora",
            "McAllister",
            "O'Shaughnessy",
            "Fitzpatrick",
            "Villaseñor",
            "Tlapanco",
            "Bañuelos",
            "Ugarte",
            "Yupanqui",
            "Sepúlveda Ríos",
            "Iturralde",
            "Bethancourt",
            "Schiavon",
            "Bittencourt",
            "Zanetti",
            "Lucchesi",
            "Drummond",
            "Whitaker",
            "Chaudhary",
            "Nakamura",
            "Petrovic",
            "Abdallah",
            "García Lorca",
            "de la Rosa Téllez");
    private static final List<String> STREETS = List.of(
            "Calle Alcalá 145, 3º B",
            "Av. Insurgentes Sur 1602 int 4",
            "Carrera 15 # 93-47 apto 502",
            "Rua Augusta, 1508, apto 71",
            "Avenida Paulista 2073 bloco B",
            "Jirón de la Unión 1044",
            "742 Evergreen Terrace",
            "1600 Amphitheatre Parkway",
            "221 Baker Street apt 4",
            "Calle 72 No. 10-34 of. 301",
            "C/ Serrano 41, 2º izq",
            "Travessa do Comércio 22");

    /** What is planted, by language: a sentence with the thing in it. Upper case is a kind. */
    private static final List<List<String>> SAID = List.of(
            List.of(
                    "me llamo NAME",
                    "soy NAME y escribo desde ayer",
                    "mi nombre es NAME",
                    "les escribe NAME",
                    "a nombre de NAME",
                    "mi dni es DNI",
                    "mi cédula es CEDULA",
                    "rut RUT",
                    "mi curp CURP",
                    "rfc RFC",
                    "nit NIT",
                    "mi correo es EMAIL",
                    "escríbanme a EMAIL",
                    "mi teléfono es PHONE",
                    "llámenme al PHONE",
                    "pagué con la tarjeta CARD",
                    "tarjeta CARD",
                    "mi cuenta es IBAN",
                    "el número de pedido es ORDER",
                    "pedido ORDER",
                    "reclamo ORDER",
                    "vivo en ADDRESS",
                    "mi pasaporte es PASSPORT",
                    "miren https://tienda.example.com/p?token=SECRET",
                    "mi esposa NAME lo compró",
                    "el titular es NAME",
                    "hablé con la señora NAME",
                    "mi clave es SECRET"),
            List.of(
                    "me chamo NAME",
                    "sou a NAME",
                    "aqui é o NAME",
                    "meu nome é NAME",
                    "quem fala é NAME",
                    "em nome de NAME",
                    "meu cpf é CPF",
                    "cnpj CNPJ",
                    "cpf CPF",
                    "meu e-mail é EMAIL",
                    "meu telefone é PHONE",
                    "me ligue no PHONE",
                    "paguei com o cartão CARD",
                    "número do pedido ORDER",
                    "protocolo ORDER",
                    "moro na ADDRESS",
                    "meu marido NAME comprou",
                    "minha senha é SECRET",
                    "veja www.loja.example.com/r/SECRET",
                    "conta IBAN",
                    "o titular é NAME",
                    "falei com o senhor NAME"),
            List.of(
                    "my name is NAME",
                    "this is NAME",
                    "I'm NAME",
                    "NAME here",
                    "under the name NAME",
                    "my social security number is SSN",
                    "passport PASSPORT",
                    "my email is EMAIL",
                    "reach me at EMAIL",
                    "my phone number is PHONE",
                    "call me at PHONE",
                    "I paid with card CARD",
                    "card number CARD",
                    "order number ORDER",
                    "claim ORDER",
                    "I live at ADDRESS",
                    "my wife NAME bought it",
                    "account IBAN",
                    "see https://shop.example.com/t/SECRET",
                    "my password is SECRET",
                    "the account holder is NAME",
                    "I talked to Mr. NAME"));

    private static final List<List<String>> ASKED = List.of(
            List.of(
                    "cómo devuelvo un producto que no me gustó",
                    "quiero hacer una devolución de mi compra",
                    "no llega el paquete que compré",
                    "dónde está mi envío",
                    "quiero cambiar la dirección de entrega",
                    "me cobraron dos veces el mismo recibo",
                    "cómo cancelo mi suscripción mensual",
                    "el internet de casa no funciona",
                    "necesito una copia de la factura"),
            List.of(
                    "como faço para devolver um produto",
                    "quero trocar a peça que comprei",
                    "meu pacote ainda não chegou",
                    "onde está a minha entrega",
                    "cobraram duas vezes no cartão",
                    "quero cancelar a assinatura",
                    "a internet de casa não funciona",
                    "preciso da segunda via da fatura"),
            List.of(
                    "how do I return an item I bought",
                    "I want to send back a product",
                    "my package has not arrived yet",
                    "where is my delivery",
                    "you charged me twice",
                    "I want to cancel my subscription",
                    "the internet at home is down",
                    "I need a copy of the invoice"));
    private static final List<List<String>> REPLIED = List.of(
            List.of(
                    "Hola NAME, puede hacerlo desde la sección Mis compras. Le saluda NAME.",
                    "Estimada NAME: lo revisamos y le avisamos al PHONE. Atentamente, NAME",
                    "Gracias NAME. Su caso ORDER queda abierto. Puede hacerlo desde la sección Mis compras."),
            List.of(
                    "Olá NAME, você pode fazer isso na página Minhas compras. Abraços, NAME",
                    "Prezado NAME, seu protocolo é ORDER. Você pode fazer isso na página Minhas compras.",
                    "Obrigada, NAME! Enviamos para EMAIL."),
            List.of(
                    "Hi NAME, you can do that on the page My orders. Best regards, NAME",
                    "Dear NAME, your case is ORDER. You can do that on the page My orders.",
                    "Thanks NAME! We sent it to EMAIL."));
    private static final List<String> LANGS = List.of("es", "pt", "en");

    private final Random random;
    private final List<String> planted = new ArrayList<>();

    PlantedTraffic(long seed) {
        this.random = new Random(seed);
    }

    /** What was planted so far, as it must not come out: names by their parts. */
    List<String> planted() {
        return planted;
    }

    MinedConversation next(int number) {
        int lang = random.nextInt(LANGS.size());
        String question =
                pick(ASKED.get(lang)) + (random.nextBoolean() ? ", " : ". ") + plant(pick(SAID.get(lang)), lang);
        if (random.nextInt(3) == 0) {
            question = plant(pick(SAID.get(lang)), lang) + ", " + pick(ASKED.get(lang));
        }
        question = switch (random.nextInt(10)) {
            case 0, 1, 2 -> question.toLowerCase(Locale.ROOT);
            case 3 -> question.toUpperCase(Locale.ROOT);
            default -> question;
        };
        List<MinedTurn> turns = new ArrayList<>();
        turns.add(new MinedTurn(By.CUSTOMER, number * 60_000L, question));
        turns.add(new MinedTurn(By.BOT, number * 60_000L + 1_000, plant("Hola NAME", lang)));
        turns.add(new MinedTurn(By.AGENT, number * 60_000L + 30_000, plant(pick(REPLIED.get(lang)), lang)));
        return new MinedConversation("c" + number, "k" + number, LANGS.get(lang), turns);
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String plant(String template, int lang) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        java.util.regex.Matcher kinds = java.util.regex.Pattern.compile(
                        "NAME|DNI|CEDULA|RUT|CURP|RFC|NIT|EMAIL|PHONE|CARD|IBAN|ORDER|ADDRESS|PASSPORT|SECRET|CPF|CNPJ|SSN")
                .matcher(template);
        while (kinds.find()) {
            text.append(template, at, kinds.start()).append(value(kinds.group(), lang));
            at = kinds.end();
        }
        return text.append(template.substring(at)).toString();
    }

    private String value(String kind, int lang) {
        String value = switch (kind) {
            case "NAME" -> name();
            case "DNI" -> dni();
            case "CEDULA" -> format(random.nextBoolean() ? "#.###.###.###" : "########");
            case "RUT" -> format("##.###.###-#");
            case "CURP" -> letters(4) + format("######") + "H" + letters(5) + format("##");
            case "RFC" -> letters(4) + format("######") + letters(1) + format("##");
            case "NIT" -> format("###.###.###-#");
            case "CPF" -> format(random.nextBoolean() ? "###.###.###-##" : "###########");
            case "CNPJ" -> format("##.###.###/0001-##");
            case "SSN" -> format("###-##-####");
            case "PASSPORT" -> letters(random.nextInt(3) + 1) + format("#######");
            case "EMAIL" -> email();
            case "PHONE" -> phone(lang);
            case "CARD" -> card();
            case "IBAN" -> format("ES## #### #### #### #### ####");
            case "ORDER" -> pickOrder();
            case "ADDRESS" -> pick(STREETS);
            default -> letters(3).toLowerCase(Locale.ROOT) + format("####") + letters(8) + format("##") + "xYz";
        };
        if (kind.equals("NAME")) {
            for (String part : value.split(" ")) {
                if (part.length() > 3) {
                    planted.add(part);
                }
            }
        } else if (kind.equals("ADDRESS")) {
            for (String part : value.split("[ ,#]+")) {
                if (part.matches("\\d{3,}|\\p{Lu}\\p{L}{5,}")
                        && !part.matches("Avenida|Carrera|Travessa|Terrace|Parkway")) {
                    planted.add(part);
                }
            }
        } else {
            planted.add(value);
        }
        return value;
    }

    private String name() {
        return switch (random.nextInt(3)) {
            case 0 -> pick(GIVEN);
            case 1 -> pick(GIVEN) + ' ' + pick(SURNAMES);
            default -> pick(GIVEN) + ' ' + pick(SURNAMES) + ' ' + pick(SURNAMES);
        };
    }

    private String dni() {
        int number = 10_000_000 + random.nextInt(80_000_000);
        return number + (random.nextBoolean() ? "" : "-") + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(number % 23);
    }

    private String email() {
        String user = random.nextBoolean()
                ? "u." + letters(5).toLowerCase(Locale.ROOT)
                : letters(6).toLowerCase(Locale.ROOT) + format("##");
        return user + pick(List.of("@gmail.com", "@correo.example.mx", "@uol.com.br", "+x@hotmail.com"));
    }

    private String phone(int lang) {
        List<List<String>> formats = List.of(
                List.of(
                        "+34 6## ### ###",
                        "6########",
                        "+52 55 #### ####",
                        "(011) 4###-####",
                        "+57 3## ### ####",
                        "9 #### ####"),
                List.of("+55 11 9####-####", "(21) 9####-####", "11 9########"),
                List.of("+1 (555) ###-####", "555-###-####", "(415) ###-####"));
        return format(pick(formats.get(lang)));
    }

    private String card() {
        String digits = "4" + format("##############");
        for (int check = 0; check < 10; check++) {
            if (Redactor.isLuhn(digits + check)) {
                String card = digits + check;
                return random.nextBoolean()
                        ? card
                        : card.replaceAll("(\\d{4})(?=\\d)", "$1" + (random.nextBoolean() ? " " : "-"));
            }
        }
        throw new IllegalStateException("one of ten digits is the check digit");
    }

    private String pickOrder() {
        return switch (random.nextInt(4)) {
            case 0 -> format("######");
            case 1 -> letters(2) + '-' + format("#######");
            case 2 -> letters(3) + format("#####");
            default -> format("2026-######");
        };
    }

    private String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append((char) ('A' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private String format(String pattern) {
        StringBuilder text = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            text.append(c == '#' ? (char) ('0' + random.nextInt(10)) : c);
        }
        return text.toString();
    }
}
