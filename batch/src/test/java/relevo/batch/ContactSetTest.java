package relevo.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import relevo.journal.Tag;

class ContactSetTest {
    private static final long SEED = 20_261_201;

    @Test
    void shouldCountAsASetOfTagsDoes() {
        Random random = new Random(SEED);
        ContactSet contacts = new ContactSet();
        Set<Tag> expected = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            // Some come back, some differ in one bit only, as those that are made up for tests do.
            int n = random.nextInt(30_000);
            Tag contact = n < 15_000 ? new Tag(0, n) : new Tag((long) n << 40, n);
            assertEquals(expected.add(contact), contacts.add(contact), "seed " + SEED + ", " + contact);
        }
        assertEquals(expected.size(), contacts.size(), "seed " + SEED);
    }

    @Test
    void shouldEstimateManyWithinThreeStandardErrors() {
        ContactSet contacts = new ContactSet();
        int counted = 0;
        for (int size : new int[] {ContactSet.EXACT_MAX, 36_000, 45_000, 100_000, 1_000_000}) {
            while (counted < size) {
                // Each twice: who comes back changes nothing.
                contacts.add(new Tag(0, counted));
                contacts.add(new Tag(0, counted++));
            }
            assertEquals(size, contacts.size(), 0.025 * size);
        }
    }
}
