package relevo.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactKeysTest {
    @TempDir(factory = MemoryDirectory.class)
    Path directory;

    @Test
    void shouldKeepForcedKeysAndOnlyThose() {
        Path file = directory.resolve("keys");
        byte[] first;
        try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
            first = keys.obtain(Fixture.contact(1)).key().getEncoded();
            keys.force();
            keys.obtain(Fixture.contact(2));
        }
        try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
            assertEquals(1, keys.size());
            assertTrue(
                    Arrays.equals(first, keys.obtain(Fixture.contact(1)).key().getEncoded()));
            assertFalse(keys.has(Fixture.contact(2)));
        }
    }

    @Test
    void shouldKeepManyKeysThroughRewrites() {
        Path file = directory.resolve("keys");
        int count = 20_000;
        try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
            for (int i = 0; i < count; i++) {
                keys.obtain(Fixture.contact(i));
                if (i % 10 == 0) {
                    keys.force();
                }
            }
            keys.force();
            for (int i = 0; i < 5; i++) {
                assertTrue(keys.destroy(Fixture.contact(i * 1_000)));
                assertFalse(keys.destroy(Fixture.contact(i * 1_000)));
            }
        }
        for (int round = 0; round < 2; round++) {
            try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
                assertEquals(count - 5, keys.size());
                assertFalse(keys.has(Fixture.contact(3_000)));
                assertTrue(keys.has(Fixture.contact(3_001)));
            }
        }
    }

    @Test
    void shouldAgreeWithAMapWhileKeysComeAndGo() {
        RandomGenerator random = Fixture.seeded("keys come and go", System.nanoTime());
        Path file = directory.resolve("keys");
        Map<Integer, byte[]> model = new HashMap<>();
        Map<Integer, byte[]> forced = new HashMap<>();
        ContactKeys keys = ContactKeys.open(file, Fixture.TENANT);
        for (int step = 0; step < 3_000; step++) {
            int contact = random.nextInt(60);
            byte[] known = model.get(contact);
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> {
                    byte[] key = keys.obtain(Fixture.contact(contact)).key().getEncoded();
                    assertTrue(known == null || Arrays.equals(known, key));
                    model.put(contact, key);
                }
                case 3 -> {
                    assertEquals(known != null, keys.destroy(Fixture.contact(contact)));
                    model.remove(contact);
                    forced.remove(contact);
                }
                case 4 -> {
                    keys.force();
                    forced = new HashMap<>(model);
                }
                default -> {
                    if (random.nextInt(10) == 0) {
                        keys.close();
                        keys = ContactKeys.open(file, Fixture.TENANT);
                        model = new HashMap<>(forced);
                    }
                }
            }
            assertEquals(model.size(), keys.size());
        }
        keys.close();
    }

    @Test
    void shouldLeaveNothingOfADestroyedKeyInTheFile() throws IOException {
        Path file = directory.resolve("keys");
        Tag contact = new Tag(0x1122334455667788L, 0x99AABBCCDDEEFF00L);
        try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
            keys.obtain(contact);
            keys.obtain(Fixture.contact(2));
            keys.force();
            assertTrue(contains(Files.readAllBytes(file), contact));
            keys.destroy(contact);
            assertFalse(contains(Files.readAllBytes(file), contact));
        }
        try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
            assertFalse(keys.has(contact));
            assertTrue(keys.has(Fixture.contact(2)));
        }
    }

    @Test
    void shouldRefuseAnotherTenantsKey() {
        Path file = directory.resolve("keys");
        try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
            keys.obtain(Fixture.contact(1));
            keys.force();
        }
        byte[] other = new byte[32];
        other[5] = 1;
        JournalException refused =
                assertThrows(JournalException.class, () -> ContactKeys.open(file, TenantKey.of(other)));
        assertTrue(refused.getMessage().contains("another tenant key"), refused.getMessage());
    }

    @Test
    void shouldSeeEveryChangedBitThatMatters() throws IOException {
        Path file = directory.resolve("keys");
        byte[][] secrets = new byte[30][];
        try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
            for (int i = 0; i < secrets.length; i++) {
                secrets[i] = keys.obtain(Fixture.contact(i)).key().getEncoded();
                if (i % 7 == 0) {
                    keys.force();
                }
            }
            keys.force();
        }
        byte[] sound = Files.readAllBytes(file);
        RandomGenerator random = Fixture.seeded("key store bit flips", System.nanoTime());
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] bytes = sound.clone();
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Path copy = directory.resolve("copy");
            Files.write(copy, bytes);
            try (ContactKeys keys = ContactKeys.open(copy, Fixture.TENANT)) {
                // Only the note of what was forced may change unseen, and then every key is there and right.
                assertTrue(bit / 8 >= 8 && bit / 8 < KeyFile.HEADER_BYTES, "bit " + bit + " was not seen");
                assertEquals(secrets.length, keys.size());
                for (int i = 0; i < secrets.length; i++) {
                    assertTrue(Arrays.equals(
                            secrets[i], keys.obtain(Fixture.contact(i)).key().getEncoded()));
                }
            } catch (JournalException e) {
                refused++;
            }
        }
        assertTrue(refused > 500, "refused " + refused);
    }

    @Test
    void shouldCutOffATornLastBatch() throws IOException {
        Path file = directory.resolve("keys");
        try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
            keys.obtain(Fixture.contact(1));
            keys.force();
        }
        byte[] before = Files.readAllBytes(file);
        byte[] torn = Arrays.copyOf(before, before.length + 50);
        Arrays.fill(torn, before.length, torn.length, (byte) 0x55);
        Files.write(file, torn);
        try (ContactKeys keys = ContactKeys.open(file, Fixture.TENANT)) {
            assertEquals(1, keys.size());
            keys.obtain(Fixture.contact(2));
            keys.force();
        }
        try (ContactKeys keys = ContactKeys.openReadOnly(file, Fixture.TENANT)) {
            assertEquals(2, keys.size());
            assertThrows(JournalException.class, () -> keys.obtain(Fixture.contact(3)));
        }
    }

    private static boolean contains(byte[] bytes, Tag tag) {
        for (int at = 0; at + 16 <= bytes.length; at++) {
            if (BigEndian.getLong(bytes, at) == tag.hi() && BigEndian.getLong(bytes, at + 8) == tag.lo()) {
                return true;
            }
        }
        return false;
    }
}
