package vn.motcua.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another agency is asked for its opinion on a dossier (lấy ý kiến). Whether the legal clock stands still meanwhile, the
 * dossier's status tells: {@link DossierStatus#CONSULTING} where it does.
 *
 * @param askedAgency number of the asked agency where it is one of ours; {@code null} for any other
 * @param asked as it was called when it was asked
 * @param since when it got the request
 * @param answerBy until when its answer counts: silent so long, it is taken to agree; {@code null} where the law does not
 *     say so and the answer is waited for
 * @param amount of the term it has, in {@code unit}s of {@link vn.motcua.calendar.TermUnit}; {@code null} without a term
 * @param calendar by which its term is counted
 * @param legalBasis why silence is agreement
 */
public record Consultation(
        @Nullable Long askedAgency,
        String asked,
        Instant since,
        @Nullable Instant answerBy,
        @Nullable Integer amount,
        @Nullable String unit,
        String calendar,
        @Nullable String legalBasis) {

    Consultation until(@Nullable Instant otherAnswerBy) {
        return new Consultation(askedAgency, asked, since, otherAnswerBy, amount, unit, calendar, legalBasis);
    }
}
