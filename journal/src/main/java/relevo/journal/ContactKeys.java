package relevo.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A random 256-bit data key for each contact, in RAM and, wrapped under the tenant's key, in one small file. Destroying a
 * contact's key makes everything ever sealed under it unreadable, in the journal, in snapshots and in backups of both:
 * that is how a contact is erased from files that are only appended to.
 *
 * <p>A new key is in RAM at once and on the medium after {@link #force}; the log calls that before it forces the entries
 * that use the key. About 67 bytes of RAM and 52 bytes of disk a key. May be used from any thread.
 */
public final class ContactKeys implements AutoCloseable {
    private static final int KEY_BYTES = 32;
    private static final int FRESH_BYTES = 4 + KEY_BYTES;
    private static final int REWRITE_BATCH = 4096;
    private static final int SMALL_BATCHES_MAX = 1024;

    private final Path path;
    private final @Nullable SoleWriter lock;
    private final boolean writable;
    private final SecureRandom random;
    private final SecretKey wrapping;
    private final ThreadLocal<Sealer> sealers;
    private final Object fileLock = new Object();
    private final Object rewriteLock = new Object();
    private final byte[] fresh = new byte[FRESH_BYTES * 64];
    private int nextFresh = fresh.length;

    /** Guarded by this. */
    private KeyTable table = new KeyTable();
    /** Ids of destroyed keys. Guarded by this. */
    private final Set<Integer> gone = new HashSet<>();
    /** Entries before this number are on the medium. Guarded by this. */
    private int written;
    /** Guarded by fileLock. */
    private KeyFile file;
    /** When the file had last changed before it was read. Guarded by fileLock. */
    private @Nullable FileTime loadedAt;

    private final KeyFile.Batch loading = new KeyFile.Batch() {
        @Override
        public void key(Tag tag, int id, byte[] keys, int at) {
            load(tag, id, keys, at);
        }

        @Override
        public void gone(int id) {
            loadGone(id);
        }
    };

    private ContactKeys(Path path, TenantKey tenant, @Nullable SoleWriter lock, SecureRandom random)
            throws IOException {
        this.path = path;
        this.lock = lock;
        this.writable = lock != null;
        this.random = random;
        this.wrapping = tenant.derive("contact-keys", "AES");
        this.sealers = ThreadLocal.withInitial(() -> new Sealer(random));
        boolean found = Files.exists(path);
        if (!found && !writable) {
            throw new JournalException("there is no key store " + path);
        }
        this.loadedAt = found ? Files.getLastModifiedTime(path) : null;
        this.file = found ? KeyFile.open(path, sealing(), writable) : KeyFile.create(path, sealing());
        int batches = found ? file.load(loading, writable) : 0;
        written = table.size();
        if (!found) {
            SmallFile.syncDirectoryOf(path);
        } else if (writable && batches > SMALL_BATCHES_MAX && batches > table.size() / 64) {
            rewrite();
        }
    }

    /**
     * Opens the key store, or begins one.
     *
     * @throws JournalException when it is damaged, or was written under another tenant key
     */
    public static ContactKeys open(Path file, TenantKey tenant) {
        return opened(file, tenant, true);
    }

    /** Opens an existing key store to read payloads beside the process that owns it. */
    public static ContactKeys openReadOnly(Path file, TenantKey tenant) {
        return opened(file, tenant, false);
    }

    private static ContactKeys opened(Path file, TenantKey tenant, boolean writable) {
        SoleWriter lock = null;
        ContactKeys opened = null;
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (writable && directory != null) {
                Files.createDirectories(directory);
                lock = SoleWriter.of("the key store", file.resolveSibling(file.getFileName() + ".lock"));
            }
            opened = new ContactKeys(file, tenant, lock, new SecureRandom());
            return opened;
        } catch (IOException e) {
            throw new JournalException("cannot open the key store " + file, e);
        } finally {
            if (opened == null && lock != null) {
                lock.close();
            }
        }
    }

    /** How many keys there are. */
    public synchronized int size() {
        return table.size();
    }

    /** Whether this contact has a key; false when it never had one or it was destroyed. */
    public synchronized boolean has(Tag contact) {
        return table.find(contact) >= 0;
    }

    /** Puts keys made since the last force on the medium. */
    public void force() {
        write(true);
    }

    /** Hands keys made since the last time to the operating system, and to the medium when {@code toMedium}. */
    void write(boolean toMedium) {
        synchronized (this) {
            if (written == table.size()) {
                return;
            }
        }
        synchronized (fileLock) {
            try {
                while (true) {
                    KeyFile.Keys batch;
                    synchronized (this) {
                        int count = Math.min(KeyFile.BATCH_MAX, table.size() - written);
                        if (count == 0) {
                            return;
                        }
                        batch = copy(written, count);
                    }
                    file.append(batch, toMedium);
                    Arrays.fill(batch.keys(), (byte) 0);
                    synchronized (this) {
                        written += batch.tags().length;
                    }
                }
            } catch (IOException e) {
                throw new JournalException("cannot write the key store " + path, e);
            }
        }
    }

    /**
     * Destroys the key of a contact: rewrites the file without it, and writes zeros over the old copy. Returns whether there
     * was one. On return the contact's payloads cannot be opened any more.
     */
    public boolean destroy(Tag contact) {
        if (contact.isNone()) {
            throw new IllegalArgumentException("the journal's own key cannot be destroyed");
        }
        synchronized (rewriteLock) {
            if (!forget(contact)) {
                return false;
            }
            try {
                rewrite();
            } catch (IOException e) {
                throw new JournalException("cannot rewrite the key store " + path, e);
            }
            return true;
        }
    }

    private boolean forget(Tag contact) {
        // Not while a batch is being written: it counts on the order of the entries.
        synchronized (fileLock) {
            synchronized (this) {
                int entry = table.find(contact);
                if (entry < 0) {
                    return false;
                }
                gone.add(table.id(entry));
                table.remove(entry, written);
                if (entry < written) {
                    written--;
                }
                return true;
            }
        }
    }

    /** One contact's key. The id tells a key from a later one of the same contact; it says nothing about the key. */
    record ContactKey(int id, SecretKey key) {}

    /** The contact's key; a fresh random one when it has none. */
    synchronized ContactKey obtain(Tag contact) {
        int entry = table.find(contact);
        byte[] key = new byte[KEY_BYTES];
        if (entry >= 0) {
            table.copyKey(entry, key, 0);
        } else {
            if (!writable) {
                throw new JournalException("the key store " + path + " is open for reading only");
            }
            if (nextFresh == fresh.length) {
                random.nextBytes(fresh);
                nextFresh = 0;
            }
            int id = BigEndian.getInt(fresh, nextFresh);
            System.arraycopy(fresh, nextFresh + 4, key, 0, KEY_BYTES);
            Arrays.fill(fresh, nextFresh, nextFresh + FRESH_BYTES, (byte) 0);
            nextFresh += FRESH_BYTES;
            entry = table.add(contact, id, key, 0);
        }
        return new ContactKey(table.id(entry), new SecretKeySpec(key, "AES"));
    }

    private synchronized @Nullable SecretKey find(Tag contact, int id) {
        int entry = table.find(contact);
        if (entry < 0 || table.id(entry) != id) {
            return null;
        }
        byte[] key = new byte[KEY_BYTES];
        table.copyKey(entry, key, 0);
        return new SecretKeySpec(key, "AES");
    }

    /** Whether a payload under this key can be opened or was erased; false: its key never reached the medium, or is lost. */
    boolean knows(Tag contact, int id) {
        return knowsNow(contact, id) || (!writable && reload() && knowsNow(contact, id));
    }

    private synchronized boolean knowsNow(Tag contact, int id) {
        int entry = table.find(contact);
        return (entry >= 0 && table.id(entry) == id) || gone.contains(id);
    }

    /** Seals as {@link Sealer#seal}, with the calling thread's own cipher. */
    void seal(ContactKey key, byte[] aad, byte[] payload, byte[] out, int at) {
        sealers.get().seal(key.key(), aad, aad.length, payload, payload.length, out, at);
    }

    /**
     * Opens what was sealed under this key of the contact with the same {@code aad}; null when the key was destroyed.
     *
     * @throws JournalException when the bytes were changed, or the key is missing though it was not destroyed
     */
    byte @Nullable [] open(Tag contact, int keyId, byte[] aad, byte[] sealed, int at, int length) {
        boolean known = knows(contact, keyId);
        SecretKey key = find(contact, keyId);
        if (key == null) {
            if (known) {
                return null;
            }
            throw new JournalException("the key of contact " + contact + " is missing from " + path
                    + " though it was not destroyed: restore the file from a backup");
        }
        byte[] payload = sealers.get().open(key, aad, sealed, at, length);
        if (payload == null) {
            throw new JournalException("a payload of contact " + contact + " does not open: its bytes were changed");
        }
        return payload;
    }

    /** Takes in what the process that owns the file has written since; false when that is nothing. */
    private boolean reload() {
        synchronized (fileLock) {
            try {
                FileTime changed = Files.getLastModifiedTime(path);
                if (changed.equals(loadedAt)) {
                    return false;
                }
                file.close();
                file = KeyFile.open(path, sealing(), false);
                synchronized (this) {
                    table = new KeyTable();
                    gone.clear();
                    file.load(loading, false);
                }
                loadedAt = changed;
                return true;
            } catch (IOException e) {
                throw new JournalException("cannot read the key store " + path, e);
            }
        }
    }

    private synchronized void load(Tag tag, int id, byte[] keys, int at) {
        if (table.find(tag) >= 0) {
            throw new JournalException("key store " + path + " has two keys for contact " + tag);
        }
        table.add(tag, id, keys, at);
    }

    private synchronized void loadGone(int id) {
        gone.add(id);
    }

    private synchronized KeyFile.Keys copy(int first, int count) {
        KeyFile.Keys batch = new KeyFile.Keys(new Tag[count], new int[count], new byte[count * KEY_BYTES], new int[0]);
        for (int i = 0; i < count; i++) {
            batch.tags()[i] = table.tag(first + i);
            batch.ids()[i] = table.id(first + i);
            table.copyKey(first + i, batch.keys(), i * KEY_BYTES);
        }
        return batch;
    }

    /** So many that a batch holds them; of more the oldest could not be told from missing keys any more. */
    private synchronized int[] copyGone() {
        return gone.stream()
                .mapToInt(Integer::intValue)
                .limit(KeyFile.BATCH_MAX)
                .toArray();
    }

    /** Writes the file anew; keys can be added and forced meanwhile, but for a moment at the end. */
    private void rewrite() throws IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".tmp");
        KeyFile rewritten = KeyFile.create(beside, sealing());
        rewritten.write(new KeyFile.Keys(new Tag[0], new int[0], new byte[0], copyGone()));
        int copied = copyWritten(rewritten, 0);
        rewritten.finish();
        KeyFile old;
        synchronized (fileLock) {
            copyWritten(rewritten, copied);
            rewritten.finish();
            SmallFile.moveOver(beside, path);
            old = file;
            file = rewritten;
        }
        old.scrub();
        old.close();
    }

    /** Copies the entries from {@code first} on that are on the medium; returns the number behind the last. */
    private int copyWritten(KeyFile into, int first) throws IOException {
        int next = first;
        while (true) {
            KeyFile.Keys batch;
            synchronized (this) {
                batch = copy(next, Math.min(REWRITE_BATCH, written - next));
            }
            if (batch.tags().length == 0) {
                return next;
            }
            into.write(batch);
            Arrays.fill(batch.keys(), (byte) 0);
            next += batch.tags().length;
        }
    }

    private KeyFile.Sealing sealing() {
        return new KeyFile.Sealing(new Sealer(random), wrapping);
    }

    /** Closes the file; keys not forced before are lost. */
    @Override
    public void close() {
        synchronized (fileLock) {
            try {
                file.close();
            } catch (IOException e) {
                throw new JournalException("cannot close the key store " + path, e);
            } finally {
                if (lock != null) {
                    lock.close();
                }
            }
        }
    }
}
