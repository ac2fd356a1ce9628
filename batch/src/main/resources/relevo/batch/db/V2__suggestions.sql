-- What the night remembers. The same statements for H2 and PostgreSQL. Every table is keyed by the night (the business
-- date), so that a step that is done again after a kill replaces its own rows and no others.

create table night_memory (
    night  varchar(10)  not null,
    pack   varchar(64)  not null,
    memory text         not null,
    primary key (night, pack)
);

create table suggestion (
    night    varchar(10)  not null,
    id       varchar(80)  not null,
    pack     varchar(64)  not null,
    kind     varchar(20)  not null,
    lang     varchar(2)   not null,
    contacts integer      not null,
    body     text         not null,
    primary key (night, id)
);

create index suggestion_id on suggestion (id, night);

create table answer_day (
    night     varchar(10) not null,
    pack      varchar(64) not null,
    faq       varchar(64) not null,
    nearest   bigint      not null,
    answered  bigint      not null,
    escalated bigint      not null,
    unhappy   bigint      not null,
    primary key (night, pack, faq)
);

create table topic_day (
    night     varchar(10) not null,
    pack      varchar(64) not null,
    topic     varchar(80) not null,
    messages  bigint      not null,
    escalated bigint      not null,
    primary key (night, pack, topic)
);

create table figure_day (
    night varchar(10)      not null,
    name  varchar(64)      not null,
    part  bigint           not null,
    whole bigint           not null,
    primary key (night, name)
);

create table review (
    n          bigint       not null primary key,
    at_ms      bigint       not null,
    suggestion varchar(80)  not null,
    act        varchar(16)  not null,
    who        varchar(64)  not null,
    body       text         not null
);
