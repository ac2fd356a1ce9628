package relevo.batch;

import java.util.List;

/** Things customers of a shop ask that the shipped retail pack does not answer, with what agents say: for the demo and tests. */
final class PlantedTopics {
    /** The shipped pack knows returns; a test takes them out. */
    static final Traffic.Planted RETURNS = new Traffic.Planted(
            List.of(
                    "¿cómo devuelvo un producto?",
                    "quiero devolver unos zapatos que compré",
                    "quiero hacer una devolución",
                    "cuántos días tengo para devolver un producto",
                    "necesito devolver el pedido {pedido}",
                    "cómo hago la devolución de una camisa",
                    "puedo devolver algo que compré la semana pasada?",
                    "hola soy {nombre}, quiero devolver un vestido",
                    "política de devoluciones",
                    "no me gustó lo que compré, puedo devolverlo?",
                    "qué tengo que hacer para devolver una compra",
                    "aceptan devoluciones de ropa?"),
            List.of(
                    "Hola {nombre}, soy {agente}. Puedes devolver el producto en 30 días, sin uso y con etiquetas."
                            + " Entra a tus pedidos y pulsa el botón de devolución.",
                    "Claro {nombre}. La devolución se hace en 30 días, sin uso y con etiquetas: entra a tus pedidos"
                            + " y pulsa el botón de devolución.",
                    "Buenas. Puedes devolver el producto en 30 días sin uso y con etiquetas. Entra a tus pedidos y"
                            + " pulsa el botón de devolución. Te escribo a {correo}."),
            14,
            0.05);

    static final Traffic.Planted ALTERATIONS = new Traffic.Planted(
            List.of(
                    "hacen arreglos de ropa?",
                    "¿tienen servicio de costura para arreglar pantalones?",
                    "me pueden coger el dobladillo del pantalón",
                    "quiero arreglar el largo de un vestido que compré",
                    "hacen dobladillos en la tienda?",
                    "ofrecen arreglos de costura para la ropa que compré",
                    "pueden ajustar la cintura de un pantalón?",
                    "cuánto tarda el arreglo de un dobladillo",
                    "necesito que me acorten las mangas de la chaqueta"),
            List.of(
                    "Hola {nombre}. Hacemos dobladillos y ajustes en la tienda del centro: trae la prenda y la"
                            + " factura, y está lista en tres días hábiles.",
                    "Sí {nombre}, hacemos dobladillos y ajustes en la tienda del centro. Trae la prenda con la"
                            + " factura; está lista en tres días hábiles."),
            9,
            0.0);

    static final Traffic.Planted RENTAL = new Traffic.Planted(
            List.of(
                    "alquilan trajes de gala?",
                    "¿se puede alquilar un vestido de fiesta?",
                    "tienen alquiler de esmoquin",
                    "quiero rentar un traje para una boda",
                    "alquiler de vestidos para graduación",
                    "cuánto cuesta alquilar un traje por un fin de semana",
                    "rentan disfraces o trajes elegantes?",
                    "necesito alquilar un vestido largo"),
            List.of(
                    "Hola {nombre}, por ahora no alquilamos trajes ni vestidos: solo los vendemos. En la sección"
                            + " Fiesta de la web ves todos los modelos.",
                    "{nombre}, no tenemos alquiler de trajes ni vestidos, solo venta. Los modelos están en la sección"
                            + " Fiesta de la web."),
            5,
            0.08);

    static final Traffic.Planted RECYCLING = new Traffic.Planted(
            List.of(
                    "reciben ropa usada para reciclar?",
                    "¿dónde puedo donar ropa vieja con ustedes?",
                    "tienen contenedor para reciclar ropa",
                    "quiero dejar ropa usada para donación",
                    "aceptan prendas viejas para reciclaje",
                    "puedo llevar ropa que ya no uso para que la reciclen",
                    "hay programa de reciclaje de ropa?"),
            List.of(
                    "Hola {nombre}. Sí, en todas las tiendas hay un contenedor de reciclaje junto a la caja: recibe"
                            + " ropa limpia de cualquier marca.",
                    "Claro {nombre}: junto a la caja de cada tienda hay un contenedor de reciclaje que recibe ropa"
                            + " limpia de cualquier marca."),
            4,
            0.0);

    /** What the shipped retail pack does not know. */
    static final List<Traffic.Planted> ALL = List.of(ALTERATIONS, RENTAL, RECYCLING);

    private PlantedTopics() {}
}
