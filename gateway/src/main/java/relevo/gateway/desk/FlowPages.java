package relevo.gateway.desk;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import relevo.dialog.Flow;
import relevo.dialog.Pack;

/**
 * The guided flows of the packs as pictures.
 *
 * <pre>
 *   GET /flows                            which there are
 *   GET /flows/PACK/FLOW?lang=es          one, with its picture
 *   GET /flows/PACK/FLOW/graph.svg?lang=  the picture
 * </pre>
 */
public final class FlowPages {
    private static final Set<String> LANGS = Set.of("es", "pt", "en");

    private final Map<String, Pack> packs;

    /** @param packs by name */
    public FlowPages(Map<String, Pack> packs) {
        this.packs = new TreeMap<>(packs);
    }

    void addTo(JavalinConfig config) {
        config.routes.get("/flows", ctx -> ctx.html(index()));
        config.routes.get("/flows/{pack}/{flow}", ctx -> ctx.html(page(ctx)));
        config.routes.get("/flows/{pack}/{flow}/graph.svg", ctx -> {
            ctx.contentType("image/svg+xml").result(FlowPicture.svg(flow(ctx), lang(ctx)));
        });
    }

    private String index() {
        StringBuilder page = head("Guías de servicio");
        packs.forEach((name, pack) -> {
            page.append("<section><h2>").append(esc(name)).append("</h2><ul>");
            pack.flows()
                    .values()
                    .forEach(flow -> page.append("<li><a href=\"/flows/")
                            .append(esc(name))
                            .append('/')
                            .append(esc(flow.id()))
                            .append("\">")
                            .append(esc(flow.id()))
                            .append("</a> <small>")
                            .append(flow.steps().size())
                            .append(" pasos · cola ")
                            .append(esc(flow.queue()))
                            .append("</small></li>"));
            page.append("</ul></section>");
        });
        return page.append("</main></body></html>").toString();
    }

    private String page(Context ctx) {
        Flow flow = flow(ctx);
        String at = "/flows/" + esc(ctx.pathParam("pack")) + "/" + esc(flow.id());
        StringBuilder page = head(flow.id());
        page.append("<p class=\"crumbs\"><a href=\"/flows\">Guías</a> · ").append(esc(ctx.pathParam("pack")));
        for (String lang : LANGS.stream().sorted().toList()) {
            page.append(" · <a href=\"")
                    .append(at)
                    .append("?lang=")
                    .append(lang)
                    .append(lang.equals(lang(ctx)) ? "\" aria-current=\"page" : "")
                    .append("\">")
                    .append(lang)
                    .append("</a>");
        }
        page.append("</p><p class=\"legend\">? pregunta con opciones · ✎ dato escrito · ⌕ consulta a otro sistema")
                .append(" (✓ hallado, ∅ no existe, ⚠ sin respuesta) · ☎ pasa a una persona · ■ fin. En cada paso el")
                .append(" cliente puede pedir una persona: va a la cola <b>")
                .append(esc(flow.queue()))
                .append("</b>.</p><div class=\"graph\" tabindex=\"0\"><img src=\"")
                .append(at)
                .append("/graph.svg?lang=")
                .append(lang(ctx))
                .append("\" alt=\"Grafo de ")
                .append(esc(flow.id()))
                .append("\"></div></main></body></html>");
        return page.toString();
    }

    private static StringBuilder head(String title) {
        return new StringBuilder(
                        "<!doctype html><html lang=\"es\"><head><meta charset=\"utf-8\"><meta name=\"viewport\"")
                .append(" content=\"width=device-width, initial-scale=1\"><title>")
                .append(esc(title))
                .append("</title><link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\"><link rel=\"stylesheet\"")
                .append(" href=\"/tokens.css\"><link rel=\"stylesheet\" href=\"/flows.css\"></head><body><main>")
                .append("<p class=\"crumbs\"><a href=\"/\">← Relevo</a></p><h1>")
                .append(esc(title))
                .append("</h1>");
    }

    private Flow flow(Context ctx) {
        Pack pack = packs.get(ctx.pathParam("pack"));
        Flow flow = pack == null ? null : pack.flows().get(ctx.pathParam("flow"));
        if (flow == null) {
            throw new RefusedException(RefusedException.Why.UNKNOWN, "no such flow");
        }
        return flow;
    }

    private static String lang(Context ctx) {
        String lang = ctx.queryParam("lang");
        return lang != null && LANGS.contains(lang) ? lang : "es";
    }

    private static String esc(String text) {
        return FlowPicture.escaped(text);
    }
}
