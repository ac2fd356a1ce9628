package relevo.gateway.desk;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import relevo.dialog.Input;

/** The JSON body of what an agent does through the API; each kind of act has keys of its own. */
sealed interface AgentAct {
    int NAME_MAX = 64;
    int TEXT_MAX = 4_096;
    int ANSWER_MAX = 1_024;
    Set<String> OUTCOMES = Set.of("solved", "unsolved", "duplicate", "spam");

    /**
     * As an input of the conversation.
     *
     * @param act its word: claim, reply, …
     * @param id what makes a repeat of it known; null when the caller gave none
     * @throws ProblemException 400, naming the key that is wrong
     */
    Input.Agent checked(String act, @Nullable String id);

    private static String who(@Nullable String agent) {
        return Bodies.limited("agent", agent, NAME_MAX);
    }

    private static long seen(@Nullable Long epoch) {
        if (epoch == null || epoch < 0) {
            throw new ProblemException(400, "epoch: must say in which epoch the agent saw the conversation");
        }
        return epoch;
    }

    /** Claim and return. */
    record Plain(@Nullable String agent, @Nullable Long epoch) implements AgentAct {
        @Override
        public Input.Agent checked(String act, @Nullable String id) {
            return new Input.Agent(act, who(agent), null, null, id, seen(epoch), null);
        }
    }

    /** Reply. */
    record Text(
            @Nullable String agent,
            @Nullable Long epoch,
            @Nullable String text) implements AgentAct {
        @Override
        public Input.Agent checked(String act, @Nullable String id) {
            return new Input.Agent(
                    act, who(agent), Bodies.limited("text", text, TEXT_MAX), null, id, seen(epoch), null);
        }
    }

    /** A note for colleagues changes nothing, so it needs no epoch. */
    record Note(@Nullable String agent, @Nullable String text) implements AgentAct {
        @Override
        public Input.Agent checked(String act, @Nullable String id) {
            return new Input.Agent(act, who(agent), Bodies.limited("text", text, TEXT_MAX), null, id, null, null);
        }
    }

    /** To another queue. */
    record Transfer(
            @Nullable String agent,
            @Nullable Long epoch,
            @Nullable String queue) implements AgentAct {
        @Override
        public Input.Agent checked(String act, @Nullable String id) {
            return new Input.Agent(
                    act, who(agent), null, Bodies.limited("queue", queue, NAME_MAX), id, seen(epoch), null);
        }
    }

    /** Resolve, with what the agent thinks of it. */
    record Closing(
            @Nullable String agent,
            @Nullable Long epoch,
            @Nullable String outcome,
            @Nullable Boolean botCouldHaveAnswered,
            @Nullable Boolean wrongQueue,
            @Nullable String correctAnswer)
            implements AgentAct {
        @Override
        public Input.Agent checked(String act, @Nullable String id) {
            if (outcome == null || !OUTCOMES.contains(outcome)) {
                throw new ProblemException(400, "outcome: must be solved, unsolved, duplicate or spam");
            }
            Input.Closing closing = new Input.Closing(
                    outcome,
                    Boolean.TRUE.equals(botCouldHaveAnswered),
                    Boolean.TRUE.equals(wrongQueue),
                    correctAnswer == null ? null : Bodies.limited("correctAnswer", correctAnswer, ANSWER_MAX));
            return new Input.Agent(act, who(agent), null, null, id, seen(epoch), closing);
        }
    }
}
