package vn.motcua.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.Paper;
import vn.motcua.catalog.Procedure;
import vn.motcua.shared.Problem;

/** Whether what someone files is whole: the applicant, the form, the papers, the way it is filed. Pure but for the catalogue. */
@Component
class FilingCheck {

    private static final Pattern PHONE = Pattern.compile("0\\d{9}");
    private static final Pattern IDENTITY = Pattern.compile("\\d{9}|\\d{12}");
    private static final Pattern TAX_CODE = Pattern.compile("\\d{10}(-?\\d{3})?|\\d{12}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final int NAME_MAX = 200;
    private static final int ADDRESS_MAX = 400;

    private final Catalog catalog;

    FilingCheck(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What is wrong with applicant and answers; empty when nothing is. Fields of the applicant are {@code applicant.…}. */
    List<Problem> problems(Procedure procedure, Filing filing, Channel channel) {
        List<Problem> problems = new ArrayList<>(applicantProblems(filing.applicant(), channel));
        problems.addAll(procedure.form().validate(filing.answers(), false));
        if (!procedure.offered(channel)) {
            problems.add(Problem.of("dossier.channel-not-offered", procedure.serviceLevelReason()));
        }
        if (catalog.offeredBy(procedure).stream().noneMatch(a -> a.id().equals(filing.agency()))) {
            problems.add(Problem.at("agency", "dossier.agency-not-competent"));
        }
        return problems;
    }

    /** Required papers of the dossier's case that were not handed in. Papers only to be shown are asked for at the desk. */
    static List<Paper> missing(
            Procedure procedure, Map<String, Object> answers, List<Content.HandedIn> papers, Channel channel) {
        var there = papers.stream()
                .filter(Content.HandedIn::isThere)
                .map(Content.HandedIn::paper)
                .collect(Collectors.toSet());
        return procedure.papersFor(procedure.caseOf(answers).key(), answers).stream()
                .filter(Paper::required)
                .filter(p -> channel == Channel.COUNTER || !p.toShow())
                .filter(p -> !there.contains(p.key()))
                .toList();
    }

    static List<Problem> applicantProblems(ApplicantDetails a, Channel channel) {
        List<Problem> problems = new ArrayList<>();
        if (a.name().isBlank()) {
            problems.add(Problem.at("applicant.name", "dossier.applicant-name-required"));
        } else if (a.name().length() > NAME_MAX) {
            problems.add(Problem.at("applicant.name", "dossier.too-long", NAME_MAX));
        }
        boolean citizen = a.kind() == ApplicantDetails.Kind.CITIZEN;
        String identity = a.identity();
        if (identity == null || identity.isBlank()) {
            problems.add(Problem.at("applicant.identity", "dossier.applicant-identity-required"));
        } else if (!(citizen ? IDENTITY : TAX_CODE).matcher(identity).matches()) {
            problems.add(
                    citizen
                            ? Problem.at(
                                    "applicant.identity",
                                    "dossier.applicant-identity-wrong",
                                    identity.chars().filter(Character::isDigit).count())
                            : Problem.at("applicant.identity", "dossier.applicant-taxcode-wrong"));
        }
        String phone = a.phone();
        if (phone == null || phone.isBlank()) {
            if (channel == Channel.ONLINE) {
                problems.add(Problem.at("applicant.phone", "dossier.applicant-phone-required"));
            }
        } else if (!PHONE.matcher(phone).matches()) {
            problems.add(Problem.at("applicant.phone", "dossier.applicant-phone-wrong"));
        }
        String email = a.email();
        if (email != null && !email.isBlank() && !EMAIL.matcher(email).matches()) {
            problems.add(Problem.at("applicant.email", "dossier.applicant-email-wrong"));
        }
        String address = a.address();
        if (address == null || address.isBlank()) {
            problems.add(Problem.at("applicant.address", "dossier.applicant-address-required"));
        } else if (address.length() > ADDRESS_MAX) {
            problems.add(Problem.at("applicant.address", "dossier.too-long", ADDRESS_MAX));
        }
        return problems;
    }
}
