package relevo.gateway.outbox;

import java.util.List;

/**
 * What the outbox did since it started, and how it is doing. Numbers of different fields may be an instant apart.
 *
 * @param messages messages decided that it took up
 * @param intents attempts journaled
 * @param accepted messages that the API took
 * @param refused refused for good
 * @param failed accepted, then reported as undeliverable
 * @param fenced cancelled: somebody else speaks now
 * @param stopped cancelled: the customer said stop
 * @param outsideWindow cancelled: the customer's 24 hours are over
 * @param deferred attempts that provably did not arrive and are made again
 * @param unknown attempts of which nobody knows whether they arrived
 * @param resolvedByStatus of those, told by a status
 * @param repeats of those, sent once more
 * @param unresolved of those, given up
 * @param delivered messages reported as delivered or read
 * @param alarms refusals that need an operator: token, permission, payment, policy
 * @param receipts customers' messages shown as read
 * @param sinkFull times the ring had no room for results
 * @param erased decisions whose contact was erased
 * @param readBack entries read from the journal, since they were not in memory
 * @param forces of the journal for intents; a force by others that came soon enough is not counted
 * @param pending messages in memory that are not settled
 * @param inFlight of those, given to the API and not answered
 * @param resultsWaiting results that the ring has not taken yet
 * @param lanes customers remembered for order and pace
 * @param readThrough journal sequence read
 * @param releasedThrough journal sequence no longer needed
 * @param oldestPendingMs age of the oldest message in memory
 * @param numbers every business number
 */
public record OutboxCounters(
        long messages,
        long intents,
        long accepted,
        long refused,
        long failed,
        long fenced,
        long stopped,
        long outsideWindow,
        long deferred,
        long unknown,
        long resolvedByStatus,
        long repeats,
        long unresolved,
        long delivered,
        long alarms,
        long receipts,
        long sinkFull,
        long erased,
        long readBack,
        long forces,
        int pending,
        int inFlight,
        int resultsWaiting,
        int lanes,
        long readThrough,
        long releasedThrough,
        long oldestPendingMs,
        List<NumberState> numbers) {}
