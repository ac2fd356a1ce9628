package relevo.gateway.pipeline;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import relevo.journal.Tag;

/**
 * Which conversation a person's message belongs to: the business-scoped user id goes first, the phone second, either may
 * be missing, appear later or change. A conversation keeps the tag it was born with; ids learnt later are aliases of it.
 *
 * <p>A new user id under a known phone is not merged when that phone already has another user id: it may be a recycled
 * number; only the provider's own announcement (the previous user id) links the two. Bounded: the oldest aliases go
 * first. Owned by the journal thread (and by recovery before that starts).
 */
public final class Identities {
    private final Map<Tag, Tag> contactOf;
    private final Set<Tag> bornOfPhoneAndNamed = new HashSet<>();

    Identities(int aliasesMax) {
        contactOf = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Tag, Tag> eldest) {
                boolean full = size() > aliasesMax;
                if (full) {
                    bornOfPhoneAndNamed.remove(eldest.getKey());
                }
                return full;
            }
        };
    }

    /** The conversation of the person with these names; {@link Tag#NONE} for nobody. */
    Tag resolve(Arrival.Names names) {
        Tag phone = names.phone();
        if (names.user().isNone()) {
            if (!phone.isNone()) {
                contactOf.putIfAbsent(phone, phone);
            }
            return contactOf.getOrDefault(phone, phone);
        }
        Tag contact = contactOf.get(names.user());
        if (contact == null && !names.previous().isNone()) {
            contact = contactOf.getOrDefault(names.previous(), names.previous());
        }
        if (contact == null && phone.equals(contactOf.get(phone)) && bornOfPhoneAndNamed.add(phone)) {
            contact = phone;
        }
        if (contact == null) {
            contact = names.user();
        }
        contactOf.putIfAbsent(names.user(), contact);
        if (!phone.isNone()) {
            contactOf.put(phone, contact);
        }
        return contact;
    }

    /** What recovery knows of a conversation: the names of its address lead to it again. */
    void restore(Tag contact, Arrival.Names names) {
        if (!names.user().isNone()) {
            contactOf.put(names.user(), contact);
        }
        if (!names.phone().isNone()) {
            contactOf.put(names.phone(), contact);
            if (!names.user().isNone() && names.phone().equals(contact)) {
                bornOfPhoneAndNamed.add(contact);
            }
        }
    }

    int size() {
        return contactOf.size();
    }
}
