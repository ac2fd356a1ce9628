package relevo.matcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {
    private static final double[] WEIGHTS = {1};

    /** Cases of two labels with scores 2 and 0, of which so many in a hundred are the first label's. */
    private static List<ScopeFit.Case> cases(int firstOfHundred) {
        List<ScopeFit.Case> cases = new ArrayList<>();
        Row row = new Row(new int[0], new float[0], new float[0], new int[0], 0, 0);
        for (int i = 0; i < 100; i++) {
            cases.add(new ScopeFit.Case(row, new float[][] {{2, 0}}, i < firstOfHundred ? 0 : 1));
        }
        return cases;
    }

    private static double[] alike(int count) {
        double[] worth = new double[count];
        Arrays.fill(worth, 1);
        return worth;
    }

    @Test
    void shouldTrustScoresAsMuchAsTheyAreRight() {
        // logit(0.75) = 1.099, logit(0.6) = 0.405, each over 2, to the nearest twentieth
        assertEquals(0.55, Fusion.trust(cases(75), alike(100), WEIGHTS), 1e-9);
        assertEquals(0.20, Fusion.trust(cases(60), alike(100), WEIGHTS), 1e-9);
    }

    @Test
    void shouldNeitherTrustMoreThanWhollyNorTurnScoresRound() {
        assertEquals(1, Fusion.trust(cases(99), alike(100), WEIGHTS), 1e-9);
        assertEquals(0.1, Fusion.trust(cases(20), alike(100), WEIGHTS), 1e-9);
        assertEquals(1, Fusion.trust(List.of(), new double[0], WEIGHTS), 1e-9);
    }

    @Test
    void shouldCountCasesByTheirWorth() {
        double[] worth = alike(100);
        Arrays.fill(worth, 70, 100, 0);
        assertEquals(1, Fusion.trust(cases(70), worth, WEIGHTS), 1e-9);
    }
}
