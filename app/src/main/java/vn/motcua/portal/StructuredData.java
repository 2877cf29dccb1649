package vn.motcua.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import vn.motcua.calendar.Term;
import vn.motcua.catalog.Audience;
import vn.motcua.catalog.Catalog;
import vn.motcua.catalog.Channel;
import vn.motcua.catalog.ChannelRule;
import vn.motcua.catalog.FeeLine;
import vn.motcua.catalog.Procedure;
import vn.motcua.organization.Agency;
import vn.motcua.shared.Money;
import vn.motcua.web.Page;

/** A procedure as machines read it: a GovernmentService of schema.org in JSON-LD. */
@Component
class StructuredData {

    private static final int WORKING_DAYS_A_WEEK = 5;

    private final Catalog catalog;
    private final PublicAddress addresses;
    private final JsonMapper json;

    StructuredData(Catalog catalog, PublicAddress addresses, JsonMapper json) {
        this.catalog = catalog;
        this.addresses = addresses;
        this.json = json;
    }

    /** Safe within a script element: no character of it can end the element or begin a comment. */
    String of(ProcedureView view, Page page) {
        Procedure p = view.procedure();
        String address = addresses.of("/thu-tuc/" + p.code());
        Map<String, Object> service = thing("GovernmentService");
        service.put("@context", "https://schema.org");
        service.put("@id", address);
        service.put("url", address);
        service.put("identifier", p.code());
        service.put("name", p.shortName());
        service.put("alternateName", p.nameEn().isEmpty() ? List.of(p.name()) : List.of(p.name(), p.nameEn()));
        service.put("description", description(p, page));
        service.put("serviceType", p.sectorName());
        service.put("provider", named("GovernmentOrganization", p.competentAgency()));
        service.put(
                "serviceOperator",
                view.agencies().stream().map(StructuredData::office).toList());
        service.put(
                "areaServed",
                view.agencies().stream()
                        .map(a -> named("AdministrativeArea", area(a)))
                        .toList());
        service.put("availableChannel", channels(p, address, page));
        service.put("offers", offers(p));
        service.put("audience", audience(p, page));
        service.put("serviceOutput", named("Thing", p.result()));
        if (!p.conditions().isBlank()) {
            service.put("termsOfService", p.conditions());
        }
        service.put(
                "subjectOf",
                p.legalBases().stream()
                        .map(law -> {
                            Map<String, Object> legislation = named("Legislation", law.name());
                            legislation.put("legislationIdentifier", law.no());
                            return legislation;
                        })
                        .toList());
        return json.writeValueAsString(service)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String description(Procedure p, Page page) {
        return page.t(
                "portal.structured.description",
                p.name(),
                p.result(),
                p.cases().getFirst().termText());
    }

    /** "quận Hoàng Mai": the area is what the committee's name says after its kind. */
    private static String area(Agency agency) {
        return agency.name().replaceFirst("^Ủy ban nhân dân\\s+", "");
    }

    private static Map<String, Object> office(Agency agency) {
        Map<String, Object> office = named("GovernmentOffice", agency.name());
        Map<String, Object> address = thing("PostalAddress");
        address.put("streetAddress", agency.address());
        address.put("addressCountry", "VN");
        office.put("address", address);
        if (!agency.phone().isEmpty()) {
            office.put("telephone", agency.phone());
        }
        return office;
    }

    private static List<Map<String, Object>> channels(Procedure p, String address, Page page) {
        List<Map<String, Object>> channels = new ArrayList<>();
        for (ChannelRule rule : p.channels()) {
            if (!rule.offered()) {
                continue;
            }
            Map<String, Object> channel = named("ServiceChannel", page.t("portal.channel." + rule.channel()));
            channel.put("description", rule.note().isEmpty() ? rule.termText() : rule.termText() + ". " + rule.note());
            channel.put("processingTime", duration(rule.term()));
            channel.put("availableLanguage", "vi");
            if (rule.channel() == Channel.ONLINE) {
                channel.put("serviceUrl", address + "/nop");
            } else if (rule.channel() == Channel.COUNTER) {
                channel.put(
                        "serviceLocation",
                        named("Place", p.receiptPlace().isEmpty() ? p.competentAgency() : p.receiptPlace()));
            }
            channels.add(channel);
        }
        return channels;
    }

    /** In days of the calendar, as ISO 8601 counts: five working days are a week. */
    private static String duration(Term term) {
        if (term.amount() == 0) {
            return "P1D";
        }
        return switch (term.unit()) {
            case WORKING_HOURS -> "PT" + term.amount() + "H";
            case WORKING_DAYS ->
                "P" + (term.amount() / WORKING_DAYS_A_WEEK * 7 + term.amount() % WORKING_DAYS_A_WEEK) + "D";
            case CALENDAR_DAYS -> "P" + term.amount() + "D";
            case MONTHS -> "P" + term.amount() + "M";
        };
    }

    /** A price only where it is the same for everybody; what depends on the case is told in words. */
    private List<Map<String, Object>> offers(Procedure p) {
        List<Map<String, Object>> offers = new ArrayList<>();
        String usual = p.cases().getFirst().key();
        for (FeeLine line : catalog.feeLines(p, usual, Map.of(), Channel.COUNTER)) {
            Map<String, Object> offer = named("Offer", line.fee().name());
            offer.put("description", line.fee().text());
            Money amount = line.amount();
            if (amount != null) {
                offer.put("price", amount.dong());
                offer.put("priceCurrency", "VND");
            }
            offers.add(offer);
        }
        if (offers.isEmpty()) {
            Map<String, Object> free = thing("Offer");
            free.put("price", 0);
            free.put("priceCurrency", "VND");
            offers.add(free);
        }
        return offers;
    }

    private static List<Map<String, Object>> audience(Procedure p, Page page) {
        return p.audiences().stream()
                .filter(a -> a != Audience.INTERNAL)
                .sorted()
                .map(a -> {
                    Map<String, Object> audience =
                            thing(a == Audience.BUSINESS ? "BusinessAudience" : "PeopleAudience");
                    audience.put(
                            "audienceType",
                            page.t("portal.audience." + (a == Audience.BUSINESS ? "business" : "citizen")));
                    return audience;
                })
                .toList();
    }

    private static Map<String, Object> named(String type, String name) {
        Map<String, Object> thing = thing(type);
        thing.put("name", name);
        return thing;
    }

    private static Map<String, Object> thing(String type) {
        Map<String, Object> thing = new LinkedHashMap<>();
        thing.put("@type", type);
        return thing;
    }
}
