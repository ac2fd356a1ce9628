package relevo.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import relevo.review.Review;
import relevo.review.Suggestion;

/**
 * What earlier nights found, by business date. A night looks only at nights before its own, and writing replaces what it
 * wrote itself: so one that is done again, after a kill or by {@code --rerun}, comes to the same result.
 */
final class NightStore {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final JdbcClient db;
    private final TransactionTemplate transaction;

    NightStore(DataSource source, PlatformTransactionManager transactions) {
        db = JdbcClient.create(source);
        transaction = new TransactionTemplate(transactions);
    }

    /** How often an entry was the nearest, answered, and what came of it, on one day. */
    record AnswerDay(
            String night, String pack, String faq, long nearest, long answered, long escalated, long unhappy) {}

    /** What was asked about a topic on one day without an answer. */
    record TopicDay(String night, String pack, String topic, long messages, long escalated) {}

    /** One figure of one day: so many of so many. */
    record FigureDay(String night, String name, long part, long whole) {}

    /** The mining memory of the last night before this one; null when there is none. */
    @Nullable
    String memoryBefore(String night, String pack) {
        return db.sql("select memory from night_memory where pack = ? and night < ? order by night desc limit 1")
                .params(pack, night)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    void memory(String night, String pack, String memory) {
        transaction.executeWithoutResult(status -> {
            db.sql("delete from night_memory where night = ? and pack = ?")
                    .params(night, pack)
                    .update();
            db.sql("insert into night_memory (night, pack, memory) values (?, ?, ?)")
                    .params(night, pack, memory)
                    .update();
        });
    }

    /** The newest state of every suggestion that nights before this one wrote, by id. */
    List<Suggestion> suggestionsBefore(String night) {
        return db
                .sql("select s.body from suggestion s join (select id, max(night) as last from suggestion where"
                        + " night < ? group by id) n on s.id = n.id and s.night = n.last order by s.id")
                .param(night)
                .query(String.class)
                .list()
                .stream()
                .map(body -> read(body, Suggestion.class))
                .toList();
    }

    /** What this night wrote, by id. */
    List<Suggestion> suggestions(String night) {
        return db
                .sql("select body from suggestion where night = ? order by id")
                .param(night)
                .query(String.class)
                .list()
                .stream()
                .map(body -> read(body, Suggestion.class))
                .toList();
    }

    void suggestions(String night, List<Suggestion> suggestions) {
        transaction.executeWithoutResult(status -> {
            db.sql("delete from suggestion where night = ?").param(night).update();
            for (Suggestion one : suggestions) {
                db.sql("insert into suggestion (night, id, pack, kind, lang, contacts, body) values (?, ?, ?,"
                                + " ?, ?, ?, ?)")
                        .params(
                                night,
                                one.id(),
                                one.pack(),
                                one.kind().word(),
                                one.lang(),
                                one.evidence().contacts(),
                                write(one))
                        .update();
            }
        });
    }

    void answers(String night, List<AnswerDay> days) {
        transaction.executeWithoutResult(status -> {
            db.sql("delete from answer_day where night = ?").param(night).update();
            for (AnswerDay day : days) {
                db.sql("insert into answer_day (night, pack, faq, nearest, answered, escalated, unhappy)"
                                + " values (?, ?, ?, ?, ?, ?, ?)")
                        .params(
                                night,
                                day.pack(),
                                day.faq(),
                                day.nearest(),
                                day.answered(),
                                day.escalated(),
                                day.unhappy())
                        .update();
            }
        });
    }

    /** The days from one on to another, both included, oldest first. */
    List<AnswerDay> answers(String from, String through) {
        return db.sql("select night, pack, faq, nearest, answered, escalated, unhappy from answer_day where night >="
                        + " ? and night <= ? order by night, pack, faq")
                .params(from, through)
                .query((row, n) -> new AnswerDay(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)))
                .list();
    }

    void topics(String night, List<TopicDay> days) {
        transaction.executeWithoutResult(status -> {
            db.sql("delete from topic_day where night = ?").param(night).update();
            for (TopicDay day : days) {
                db.sql("insert into topic_day (night, pack, topic, messages, escalated) values (?, ?, ?, ?, ?)")
                        .params(night, day.pack(), day.topic(), day.messages(), day.escalated())
                        .update();
            }
        });
    }

    /** The days from one on to another, both included, oldest first. */
    List<TopicDay> topics(String from, String through) {
        return db.sql("select night, pack, topic, messages, escalated from topic_day where night >= ? and night <= ?"
                        + " order by night, pack, topic")
                .params(from, through)
                .query((row, n) -> new TopicDay(
                        row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)))
                .list();
    }

    void figures(String night, List<FigureDay> figures) {
        transaction.executeWithoutResult(status -> {
            db.sql("delete from figure_day where night = ?").param(night).update();
            for (FigureDay figure : figures) {
                db.sql("insert into figure_day (night, name, part, whole) values (?, ?, ?, ?)")
                        .params(night, figure.name(), figure.part(), figure.whole())
                        .update();
            }
        });
    }

    /** The days from one on to another, both included, oldest first. */
    List<FigureDay> figures(String from, String through) {
        return db.sql("select night, name, part, whole from figure_day where night >= ? and night <= ? order by"
                        + " night, name")
                .params(from, through)
                .query((row, n) -> new FigureDay(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)))
                .list();
    }

    /** Keeps what people decided where it can be asked for in SQL; what is known already stays. */
    void reviews(List<Review> reviews) {
        transaction.executeWithoutResult(status -> {
            Set<Long> known = new HashSet<>(
                    db.sql("select n from review").query(Long.class).list());
            for (Review one : reviews) {
                if (!known.contains(one.n())) {
                    db.sql("insert into review (n, at_ms, suggestion, act, who, body) values (?, ?, ?, ?, ?, ?)")
                            .params(
                                    one.n(),
                                    one.atMs(),
                                    one.suggestion(),
                                    one.act().word(),
                                    one.who(),
                                    write(one))
                            .update();
                }
            }
        });
    }

    private static <T> T read(@Nullable String body, Class<T> type) {
        if (body == null) {
            throw new IllegalStateException("the night's database holds an empty " + type.getSimpleName());
        }
        try {
            return JSON.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the night's database holds a " + type.getSimpleName() + " nobody can read", e);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " cannot be written", e);
        }
    }
}
