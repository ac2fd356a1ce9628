package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups of single-turn conversations against labels the miner does not see. Figures: docs/adr/0040-mining.md. */
final class MiningOnDataTest {
    @ParameterizedTest
    @CsvSource({
        "massive_es/dev.tsv, 0.45, 0.67",
        "tais_pt/train.tsv, 0.56, 0.785",
        "dstc11_insurance/utterances.tsv, 0.65, 0.80",
        "multidogo/airline_dev.tsv.gz, 0.65, 0.63",
        "multidogo/fastfood_dev.tsv.gz, 0.48, 0.55",
        "multidogo/media_dev.tsv.gz, 0.63, 0.65"
    })
    void shouldAgreeWithLabelsItDoesNotSee(String file, double accuracyMin, double nmiMin) throws IOException {
        List<MinedConversation> conversations = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> lines = PublicSets.lines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] column = line.split("\t", -1);
            String id = "c" + conversations.size();
            MinedTurn turn = new MinedTurn(By.CUSTOMER, 0, column[1]);
            conversations.add(new MinedConversation(id, id, column[3], List.of(turn)));
            labels.add(column[2]);
        }
        MiningResult result = new Miner(MiningConfig.defaults()).mine(conversations, MiningMemory.EMPTY);

        assertEquals(conversations.size(), result.assignments().size());
        List<Integer> groups = result.assignments().stream()
                .map(MiningResult.Assignment::cluster)
                .toList();
        Agreement agreement = Agreement.of(groups, labels);
        System.out.println(file + ": " + agreement + ", groups "
                + groups.stream().distinct().count());
        assertTrue(agreement.accuracy() >= accuracyMin, agreement.toString());
        assertTrue(agreement.nmi() >= nmiMin, agreement.toString());
    }
}
