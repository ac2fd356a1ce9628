package relevo.gateway.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import relevo.journal.Tag;

class IdentitiesTest {
    private static final Tag USER = new Tag(1, 1);
    private static final Tag OTHER_USER = new Tag(1, 2);
    private static final Tag PHONE = new Tag(2, 1);

    private final Identities identities = new Identities(100);

    private Tag resolve(Tag user, Tag phone) {
        return identities.resolve(new Arrival.Names(user, Tag.NONE, phone));
    }

    @Test
    void shouldKeepOneConversationWhenThePhoneComesAndGoes() {
        Tag contact = resolve(USER, PHONE);
        assertEquals(contact, resolve(USER, Tag.NONE));
        assertEquals(contact, resolve(Tag.NONE, PHONE));
        assertEquals(contact, resolve(USER, PHONE));
    }

    @Test
    void shouldKeepTheConversationOfAPhoneWhenItsUserIdIsLearnt() {
        Tag contact = resolve(Tag.NONE, PHONE);
        assertEquals(contact, resolve(USER, PHONE));
        assertEquals(contact, resolve(USER, Tag.NONE));
    }

    @Test
    void shouldNotMergeASecondUserIdUnderOnePhone() {
        Tag first = resolve(USER, PHONE);
        Tag second = resolve(OTHER_USER, PHONE);
        assertNotEquals(first, second);
        assertEquals(first, resolve(USER, Tag.NONE));
        assertEquals(second, resolve(Tag.NONE, PHONE), "the phone belongs to whoever used it last");
    }

    @Test
    void shouldNotMergeASecondUserIdIntoAConversationBornOfAPhone() {
        Tag born = resolve(Tag.NONE, PHONE);
        assertEquals(born, resolve(USER, PHONE));
        assertNotEquals(born, resolve(OTHER_USER, PHONE));
    }

    @Test
    void shouldFollowAnAnnouncedChangeOfUserId() {
        Tag contact = resolve(USER, PHONE);
        assertEquals(contact, identities.resolve(new Arrival.Names(OTHER_USER, USER, Tag.NONE)));
        assertEquals(contact, resolve(OTHER_USER, Tag.NONE));
    }

    @Test
    void shouldNameNobodyWhenThereIsNoId() {
        assertTrue(resolve(Tag.NONE, Tag.NONE).isNone());
    }

    @Test
    void shouldForgetTheOldestWhenFull() {
        for (int i = 0; i < 1_000; i++) {
            resolve(new Tag(10, i), new Tag(11, i));
        }
        assertTrue(identities.size() <= 100);
    }

    @Test
    void shouldFindAConversationAgainAfterRecovery() {
        Identities recovered = new Identities(100);
        recovered.restore(PHONE, new Arrival.Names(USER, Tag.NONE, PHONE));
        assertEquals(PHONE, recovered.resolve(new Arrival.Names(USER, Tag.NONE, Tag.NONE)));
        assertNotEquals(PHONE, recovered.resolve(new Arrival.Names(OTHER_USER, Tag.NONE, PHONE)));
    }
}
