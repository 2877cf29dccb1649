package vn.motcua.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.motcua.calendar.AppointmentRule;
import vn.motcua.organization.AgencyLevel;
import vn.motcua.process.DefinitionId;

/**
 * The published record of one version of a procedure. Immutable, as the version itself.
 *
 * @param code national code, for example 1.001193
 * @param name full name as in the decision that announced it; {@code shortName} is what people call it; {@code nameEn}
 *     its English name, empty where it has none
 * @param keywords everyday words people look for it by
 * @param decisionNo number of the decision that announced it
 * @param validFrom first day it is in force; {@code validTo} is the first day it no longer is, {@code null} = open
 * @param agencyLevel the level of the agencies that offer it
 * @param unitKey the unit that answers for it, for example {@code justice}
 * @param receiptPlace where dossiers are taken in, where the record says so; {@code delegatedAgency} who decides in the
 *     competent agency's place; both empty where it does not
 * @param implementingAgencies who carries it out, where others than the competent agency do
 * @param related codes of procedures that belong with it
 * @param serviceLevel {@code FULL} (toàn trình) or {@code PARTIAL} (một phần), then with the public reason
 * @param sets number of sets of papers to hand in
 * @param cases at least one; the first is the default
 * @param process the process its dossiers follow: the one it was published with, or a later version that took over
 */
public record Procedure(
        ProcedureVersionId version,
        ProcedureId id,
        String code,
        String name,
        String shortName,
        String nameEn,
        List<String> keywords,
        String decisionNo,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        String level,
        String kind,
        String sectorCode,
        String sectorName,
        @Nullable String lifeEvent,
        Set<Audience> audiences,
        AgencyLevel agencyLevel,
        String unitKey,
        String competentAgency,
        String receiptPlace,
        String delegatedAgency,
        List<String> implementingAgencies,
        List<String> coordinatingAgencies,
        List<String> related,
        String result,
        String resultCode,
        int sets,
        String serviceLevel,
        String serviceLevelReason,
        String conditions,
        List<String> orderOfSteps,
        List<ChannelRule> channels,
        List<PaperCase> cases,
        List<Fee> fees,
        List<LegalBasis> legalBases,
        DefinitionId process,
        Form form,
        String source) {

    public Procedure {
        keywords = List.copyOf(keywords);
        audiences = Set.copyOf(audiences);
        implementingAgencies = List.copyOf(implementingAgencies);
        coordinatingAgencies = List.copyOf(coordinatingAgencies);
        related = List.copyOf(related);
        orderOfSteps = List.copyOf(orderOfSteps);
        channels = List.copyOf(channels);
        cases = List.copyOf(cases);
        fees = List.copyOf(fees);
        legalBases = List.copyOf(legalBases);
    }

    /** The same procedure with dossiers that follow another version of its process. */
    public Procedure following(DefinitionId followed) {
        return followed.equals(process) ? this : with(validTo, followed);
    }

    /** The same version with the end it has by now. */
    Procedure until(@Nullable LocalDate end) {
        return Objects.equals(end, validTo) ? this : with(end, process);
    }

    private Procedure with(@Nullable LocalDate end, DefinitionId followed) {
        return new Procedure(
                version,
                id,
                code,
                name,
                shortName,
                nameEn,
                keywords,
                decisionNo,
                validFrom,
                end,
                level,
                kind,
                sectorCode,
                sectorName,
                lifeEvent,
                audiences,
                agencyLevel,
                unitKey,
                competentAgency,
                receiptPlace,
                delegatedAgency,
                implementingAgencies,
                coordinatingAgencies,
                related,
                result,
                resultCode,
                sets,
                serviceLevel,
                serviceLevelReason,
                conditions,
                orderOfSteps,
                channels,
                cases,
                fees,
                legalBases,
                followed,
                form,
                source);
    }

    /** The rule the appointment is made by; an unknown case is the default case. */
    public AppointmentRule rule(Channel channel, String caseKey) {
        AppointmentRule own = channel(channel).map(ChannelRule::ownRule).orElse(null);
        return own != null ? own : paperCase(caseKey).rule();
    }

    public Optional<ChannelRule> channel(Channel channel) {
        return channels.stream().filter(c -> c.channel() == channel).findFirst();
    }

    public boolean offered(Channel channel) {
        return channel(channel).map(ChannelRule::offered).orElse(false);
    }

    /** The case of that key; the default case when there is none. */
    public PaperCase paperCase(String caseKey) {
        return cases.stream().filter(c -> c.key().equals(caseKey)).findFirst().orElseGet(cases::getFirst);
    }

    /** The case these answers make the dossier; the default case when they don't say. */
    public PaperCase caseOf(Map<String, Object> answers) {
        return cases.stream()
                .filter(c -> c.when() != null && c.when().holds(answers))
                .findFirst()
                .orElseGet(cases::getFirst);
    }

    /** The papers to be handed in or shown for a case, given the form's answers. */
    public List<Paper> papersFor(String caseKey, Map<String, Object> answers) {
        return paperCase(caseKey).papers().stream()
                .filter(p -> p.showWhen() == null || p.showWhen().holds(answers))
                .toList();
    }
}
