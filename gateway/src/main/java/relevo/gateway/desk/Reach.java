package relevo.gateway.desk;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the business learns of a customer's identity. Since user names exist the phone may be missing. */
public enum Reach {
    @JsonProperty("phone")
    PHONE,
    /** Only the business-scoped user id. */
    @JsonProperty("user-id")
    USER_ID,
    @JsonProperty("both")
    BOTH
}
