package relevo.gateway;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relevo.dialog.ConfigException;
import relevo.dialog.Pack;
import relevo.dialog.PackLoader;
import relevo.gateway.pipeline.Engines;
import relevo.matcher.FaqMatcher;
import relevo.matcher.Matcher;
import relevo.matcher.MatcherConfig;

/** Reads packs and builds what decides from them; a pack used by several numbers is built once. */
final class Contents {
    private Contents() {}

    /**
     * The content of every number; a ConfigException names the file, line and key that is wrong.
     *
     * @param indexes where built indexes are kept; null to build them all
     */
    static Map<String, Engines.Content> load(
            Path packs, List<GatewayConfig.Number> numbers, @Nullable Indexes indexes) {
        // Building an index is nearly all of a first start's time, and each is independent of the others.
        Map<String, Engines.Content> byPack = numbers.parallelStream()
                .map(GatewayConfig.Number::pack)
                .distinct()
                .collect(Collectors.toConcurrentMap(Function.identity(), name -> load(packs.resolve(name), indexes)));
        Map<String, Engines.Content> byNumber = new HashMap<>();
        for (GatewayConfig.Number number : numbers) {
            Engines.Content content = Objects.requireNonNull(byPack.get(number.pack()));
            if (byNumber.put(number.phoneNumberId(), content) != null) {
                throw new ConfigException(
                        "relevo.yaml: phone-number-id " + number.phoneNumberId() + " stands there twice");
            }
        }
        return byNumber;
    }

    static Engines.Content load(Path packFolder, @Nullable Indexes indexes) {
        Pack pack = PackLoader.load(packFolder);
        String name = packFolder.getFileName().toString();
        return new Engines.Content(pack, indexes == null ? matcher(pack) : indexes.matcher(name, pack.faq()));
    }

    static Matcher matcher(Pack pack) {
        return FaqMatcher.build(pack.faq(), MatcherConfig.defaults());
    }
}
