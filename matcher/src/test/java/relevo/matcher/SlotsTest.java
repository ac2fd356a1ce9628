package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static String slot(String name, String text) {
        return Slots.of(text).getOrDefault(name, "");
    }

    @Test
    void shouldFindOrderNumbersWhenAWordNamesThem() {
        assertEquals("48213", slot("order_number", "me hicieron un doble cobro en el pedido 48213"));
        assertEquals("48213", slot("order_number", "mi pedido es el número 48213, gracias"));
        assertEquals("AB-12345", slot("order_number", "orden nro AB-12345"));
        assertEquals("991827", slot("order_number", "cadê o pedido #991827"));
        assertEquals("7731", slot("order_number", "order number 7731 never came"));
        assertEquals("", slot("order_number", "quiero hacer un pedido de 2 pizzas"));
    }

    @Test
    void shouldFindAmountsDatesPhonesEmailsAndDocuments() {
        assertEquals("1.250,50", slot("amount", "me cobraron $1.250,50 de más"));
        assertEquals("300", slot("amount", "transferí 300 pesos"));
        assertEquals("89,90", slot("amount", "cobraram R$ 89,90"));
        assertEquals("12/05/2026", slot("date", "lo compré el 12/05/2026"));
        assertEquals("3 de mayo", slot("date", "para el 3 de mayo"));
        assertEquals("2026-05-12", slot("date", "on 2026-05-12"));
        assertEquals("", slot("date", "vence el 45/99"));
        assertEquals("+54 9 11 5555-1234", slot("phone", "llámenme al +54 9 11 5555-1234"));
        assertEquals("ana.perez@correo.com.ar", slot("email", "mi mail es ana.perez@correo.com.ar"));
        assertEquals("12345678Z", slot("document", "mi dni es 12345678Z"));
        assertEquals("123.456.789-09", slot("document", "cpf 123.456.789-09"));
    }

    @Test
    void shouldFindNothingWhenThereIsNothing() {
        assertEquals(Map.of(), Slots.of("hola, quiero saber el horario"));
        assertNull(Slots.of("tengo 2 hijos").get("order_number"));
    }
}
