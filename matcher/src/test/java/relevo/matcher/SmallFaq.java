package relevo.matcher;

import java.util.List;

/** A small FAQ of a shop, written for the tests. */
final class SmallFaq {
    private SmallFaq() {}

    static List<FaqEntry> entries() {
        return List.of(
                es(
                        "horarios",
                        "¿Cuál es el horario de atención?",
                        "a qué hora abren",
                        "están abiertos el domingo",
                        "horario de la tienda",
                        "hasta qué hora atienden",
                        "abren los feriados"),
                es(
                        "pedido-no-llega",
                        "¿Por qué no llega mi pedido?",
                        "mi pedido no llegó",
                        "dónde está mi pedido",
                        "mi paquete está atrasado",
                        "no he recibido mi compra",
                        "quiero saber cuándo llega mi pedido"),
                es(
                        "devoluciones",
                        "¿Cómo devuelvo un producto?",
                        "quiero devolver unos zapatos",
                        "cómo hago una devolución",
                        "quiero un reembolso",
                        "me llegó un producto equivocado y lo quiero devolver",
                        "plazo para devolver"),
                es(
                        "pago-doble",
                        "Me cobraron dos veces",
                        "tengo un doble cobro",
                        "me hicieron dos cargos en la tarjeta",
                        "pagué dos veces el mismo pedido",
                        "aparece un cobro duplicado",
                        "me descontaron dos veces"),
                es(
                        "formas-de-pago",
                        "¿Qué formas de pago aceptan?",
                        "puedo pagar con tarjeta",
                        "aceptan efectivo",
                        "se puede pagar en cuotas",
                        "aceptan transferencia",
                        "métodos de pago"),
                es(
                        "cancelar-pedido",
                        "¿Cómo cancelo mi pedido?",
                        "quiero cancelar mi compra",
                        "anular pedido",
                        "ya no quiero el pedido",
                        "cómo anulo una orden",
                        "me arrepentí de la compra"),
                es(
                        "cambiar-direccion",
                        "¿Puedo cambiar la dirección de entrega?",
                        "me equivoqué de dirección",
                        "quiero que lo envíen a otra dirección",
                        "cambiar domicilio de envío",
                        "me mudé y el pedido va a la casa vieja",
                        "modificar dirección del pedido"),
                es(
                        "tiendas",
                        "¿Dónde están las tiendas?",
                        "dónde queda la tienda más cercana",
                        "tienen local en el centro",
                        "dirección de la sucursal",
                        "en qué ciudades tienen tienda",
                        "cómo llego a la tienda"),
                pt(
                        "horarios",
                        "Qual é o horário de atendimento?",
                        "que horas vocês abrem",
                        "abrem no domingo",
                        "até que horas funciona",
                        "horário da loja",
                        "vocês abrem no feriado"),
                pt(
                        "pedido-no-llega",
                        "Por que meu pedido não chegou?",
                        "onde está meu pedido",
                        "meu pacote está atrasado",
                        "ainda não recebi minha compra",
                        "quando chega minha encomenda",
                        "meu pedido não chega"),
                pt(
                        "devoluciones",
                        "Como devolvo um produto?",
                        "quero devolver um sapato",
                        "quero meu dinheiro de volta",
                        "como faço uma devolução",
                        "veio o produto errado e quero devolver",
                        "prazo de devolução"),
                en(
                        "horarios",
                        "What are your opening hours?",
                        "when do you open",
                        "are you open on sunday",
                        "what time do you close",
                        "store hours",
                        "are you open on holidays"),
                en(
                        "pedido-no-llega",
                        "Why has my order not arrived?",
                        "where is my order",
                        "my package is late",
                        "i have not received my purchase",
                        "when will my order arrive",
                        "my parcel did not come"));
    }

    private static FaqEntry es(String id, String question, String... phrasings) {
        return new FaqEntry(id, "es", question, List.of(phrasings), "Respuesta sobre " + id);
    }

    private static FaqEntry pt(String id, String question, String... phrasings) {
        return new FaqEntry(id, "pt", question, List.of(phrasings), "Resposta sobre " + id);
    }

    private static FaqEntry en(String id, String question, String... phrasings) {
        return new FaqEntry(id, "en", question, List.of(phrasings), "Answer about " + id);
    }
}
