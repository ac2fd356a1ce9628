package relevo.journal;

/**
 * One part of an entry, before it is sealed: what stays readable on disk (kind, contact, key, ref) and what does not
 * (payload). Immutable by agreement: nobody writes into the payload after handing it over.
 *
 * @param kind what the payload holds
 * @param contact whose data it is, and under whose key it is sealed; {@link Tag#NONE}: the journal's own key
 * @param key identity of the delivery for dedupe; {@link Tag#NONE}: never a duplicate
 * @param ref a number that lets a follower skip without opening: 0 where it has no meaning. STATUS: hash of the callback
 *     data, 0 without; DECISION, SEND, RESULT: sequence of the entry that caused it
 * @param payload the content, at most {@link Log#SECTION_BYTES_MAX}
 */
public record Section(SectionKind kind, Tag contact, Tag key, long ref, byte[] payload) {
    @Override
    public String toString() {
        return kind + " of " + payload.length + " bytes";
    }
}
