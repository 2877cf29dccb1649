package vn.motcua.catalog;

import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.calendar.Term;

/**
 * What holds for filing through one channel.
 *
 * @param offered whether one can file this way
 * @param term the announced time limit of the default case
 * @param ownRule the channel's own time limit where the law gives it one, else {@code null}: the case decides
 * @param note empty when there is none
 */
public record ChannelRule(
        Channel channel,
        boolean offered,
        Term term,
        String termText,
        String feeText,
        String note,
        @Nullable AppointmentRule ownRule) {}
