package relevo.journal;

import org.jspecify.annotations.Nullable;

/** A section of a frame that was read back; opens its payload when asked. Immutable: any thread. */
final class SealedSection implements LogRecord.Stored {
    private final byte[] frame;
    private final int at;
    private final @Nullable ContactKeys keys;
    private final SectionKind kind;

    SealedSection(byte[] frame, int at, @Nullable ContactKeys keys) {
        this.frame = frame;
        this.at = at;
        this.keys = keys;
        this.kind = SectionKind.of(frame[at]);
    }

    @Override
    public SectionKind kind() {
        return kind;
    }

    @Override
    public Tag contact() {
        return new Tag(BigEndian.getLong(frame, at + 8), BigEndian.getLong(frame, at + 16));
    }

    @Override
    public Tag key() {
        return new Tag(BigEndian.getLong(frame, at + 24), BigEndian.getLong(frame, at + 32));
    }

    @Override
    public long ref() {
        return BigEndian.getLong(frame, at + 40);
    }

    int payloadBytes() {
        return BigEndian.getInt(frame, at + 4) - Sealer.NONCE_BYTES - Sealer.TAG_BYTES;
    }

    @Override
    public byte @Nullable [] open() {
        if (keys == null) {
            throw new JournalException("the log was read without keys");
        }
        byte[] aad = new byte[Frame.AAD_BYTES];
        Tag contact = contact();
        Frame.aad(aad, Frame.sequence(frame, 0), frame[Frame.TYPE_AT], kind.code(), contact);
        int keyId = BigEndian.getInt(frame, at + Frame.KEY_ID_AT);
        return keys.open(contact, keyId, aad, frame, at + Frame.SECTION_HEADER_BYTES, BigEndian.getInt(frame, at + 4));
    }

    @Override
    public String toString() {
        return kind + " of " + contact();
    }
}
