package relevo.gateway.desk;

import java.util.List;

/** What people send who want a page to run their text. */
final class Payloads {
    private Payloads() {}

    static List<String> markup() {
        return List.of(
                "<script>window.pwned=1</script>",
                "<img src=x onerror=window.pwned=1>",
                "<svg onload=window.pwned=1>",
                "\"><script>window.pwned=1</script>",
                "'\"--></style></script><script>pwned=1</script>",
                "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
                "<a href=javascript:window.pwned=1>toca</a>",
                "<body onload=window.pwned=1>",
                "<details open ontoggle=window.pwned=1>",
                "<math><mtext></form><form><mglyph><style></math><img src onerror=pwned=1>",
                "<input autofocus onfocus=window.pwned=1>",
                "{{constructor.constructor('window.pwned=1')()}}",
                "${window.pwned=1}",
                "javascript:/*--></title></style></textarea></script></xmp><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+pwned=1//'>",
                "<object data=javascript:window.pwned=1>",
                "<style>@import '//127.0.0.1/x.css';</style>",
                "&lt;script&gt;window.pwned=1&lt;/script&gt;",
                "<template><img src=x onerror=pwned=1></template>",
                "\\u003cscript\\u003ewindow.pwned=1",
                "<noscript><p title=\"</noscript><img src=x onerror=pwned=1>\">",
                "</textarea><button onclick=window.pwned=1>x</button>",
                "data: x event: state {\"kind\":\"state\"}",
                "__proto__");
    }
}
