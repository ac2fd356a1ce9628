package relevo.gateway.pipeline;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import relevo.gateway.whatsapp.Update;
import relevo.journal.Tag;

/**
 * An update on its way to the journal, prepared on the publisher's thread so that the journal thread has only to dedupe,
 * seal and append.
 *
 * @param update what came in
 * @param names the keyed hashes it is known by
 * @param payload the section's payload: see {@link StoredInput}
 */
record Arrival(Update update, Names names, byte[] payload) {

    static Arrival of(Update update, Function<String, Tag> tags) {
        return new Arrival(update, Names.of(update, tags), StoredInput.encode(update));
    }

    /**
     * A person's ids towards one business number as keyed hashes; {@link Tag#NONE} where there is none.
     *
     * @param user of the business-scoped user id
     * @param previous of the user id it replaces
     * @param phone of the phone
     */
    record Names(Tag user, Tag previous, Tag phone) {
        static Names of(Update update, Function<String, Tag> tags) {
            Update.User user = update.user();
            return user == null
                    ? new Names(Tag.NONE, Tag.NONE, Tag.NONE)
                    : of(update.number(), user.userId(), user.previousUserId(), user.phone(), tags);
        }

        static Names of(
                String number,
                @Nullable String userId,
                @Nullable String previousUserId,
                @Nullable String phone,
                Function<String, Tag> tags) {
            return new Names(
                    tag(tags, "user", number, userId),
                    tag(tags, "user", number, previousUserId),
                    tag(tags, "phone", number, phone));
        }

        private static Tag tag(Function<String, Tag> tags, String kind, String number, @Nullable String id) {
            return id == null ? Tag.NONE : tags.apply(kind + '\n' + number + '\n' + id);
        }
    }
}
